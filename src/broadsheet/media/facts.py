"""What the press follows of pictures and files. They are read as parts of other things only."""

from broadsheet.press.watching.watches import Watch

WATCHES = (
    Watch(
        "media.Picture",
        sources=("picture:{id}",),
        ignoring=frozenset(
            {
                "former_versions",
                "created_at",
                "uploaded_by_user",
                "collection",
                "rights_note",
                "withdrawn_at",
            }
        ),
    ),
    Watch("wagtaildocs.Document", sources=("file:{id}", "files")),
)
