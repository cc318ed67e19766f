"""`python -m malicourse_book.port 8888`: say in one line when a port cannot be used."""

import socket
import sys


def problem(port: str) -> str | None:
    """Say why a server cannot listen on a port of this machine.

    Parameters
    ----------
    port : str
        A port number as typed by the reader.

    Returns
    -------
    str or None
        One sentence, or None when the port is free.
    """
    if not port.isdigit() or not 1 <= int(port) <= 65535:
        return f"PORT is a number from 1 to 65535, and '{port}' is not."
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", int(port)))
        except PermissionError:
            return (
                f"Port {port} needs special rights. Choose one above 1023, for instance PORT=8899."
            )
        except OSError:
            return f"Port {port} is in use. Choose another one, for instance PORT=8899."
    return None


if __name__ == "__main__":
    sys.exit(problem(sys.argv[1]))
