"""The form in which the newsroom uploads and describes pictures, and how it chooses one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import FileField
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtail.images.widgets import AdminImageChooser

from broadsheet.media.darkroom.intake import Refused
from broadsheet.media.models import Original


class UnshakenChoice:
    """Of a chooser: shows nothing chosen where what came in is no id, as it does for a lost one."""

    def get_instance(self, value: Any) -> Any:
        try:
            return super().get_instance(value)  # type: ignore[misc] # of the chooser
        except (TypeError, ValueError, OverflowError):
            return None


class PictureChoice(UnshakenChoice, AdminImageChooser):
    """Wagtail's own, which a wrong id would make fail."""


class UploadField(WagtailImageField):
    """Judges a file by what is in it; its name does not matter."""

    def to_python(self, data: Any) -> Original | None:
        upload = FileField.to_python(self, data)
        if upload is None:
            return None
        try:
            return Original.of(upload)
        except Refused as refused:
            raise ValidationError(str(refused), code="refused") from refused


class PictureForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            given = self.fields["file"]
            self.fields["file"] = UploadField(
                label=given.label, required=given.required, widget=given.widget
            )

    class Meta(BaseImageForm.Meta):
        widgets = {
            **BaseImageForm.Meta.widgets,
            "description": AdminAutoHeightTextInput,
            "caption": AdminAutoHeightTextInput,
            "rights_note": AdminAutoHeightTextInput,
            "taken_on": AdminDateInput,
        }
