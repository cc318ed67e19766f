"""Mark a folder of notebooks: `python -m malicourse_teach.marking SUBMISSIONS/ --out marks.csv`.

Three processes take part, so that a verdict forged in a learner's kernel stays there:

1. the marker (`__main__`) reads files and runs nobody's code;
2. the collector (`collect`) runs one notebook inside a sandbox (`sandbox`) and sends the answers
   out as plain data (`plain`);
3. the judge (`judge`) rebuilds the answers from that data and checks them.
"""
