"""What can go wrong with bytes from outside."""


class Unreadable(Exception):
    """The bytes are not what they should be; the text is one sentence for whoever gave them."""

    def __init__(self, sentence: str, *, line: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.line = line

    def __str__(self) -> str:
        return self.sentence if self.line is None else f"Line {self.line}: {self.sentence}"
