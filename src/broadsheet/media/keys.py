"""What pages read of pictures and files, by name: see `press.recording`."""

FILES = "files"
"""Any of the files, where it is not known which."""


def picture(picture_id: int) -> str:
    return f"picture:{picture_id}"


def file(file_id: int) -> str:
    return f"file:{file_id}"
