"""Words in capitals, found by a program: every line that comes is answered with a line."""
import json
import sys


def answer(**line):
    print(json.dumps(line), flush=True)


options = json.loads(sys.stdin.readline())["options"]
least = options.get("min_letters", 3)
answer(
    protocol=1,
    name="shouting",
    about="words in capitals",
    provides=["shouting"],
    options={"properties": {"min_letters": {"type": "integer", "minimum": 1}}, "additionalProperties": False},
)
for line in sys.stdin:
    document = json.loads(line)
    text, found = document["text"], []
    for start, end, sentence in document["tokens"]:
        word = text[start:end]
        if len(word) >= least and word.isalpha() and word.isupper():
            found.append({"start": start, "end": end, "label": "shout"})
    answer(turn=document["turn"], layers={"shouting": found}, summary=len(found))
