"""For teachers: the seminar kit (`kit`) and the marking of collected notebooks (`marking`)."""
