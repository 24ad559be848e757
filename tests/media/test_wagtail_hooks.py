import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from tests.making import make_draft

pytestmark = pytest.mark.django_db


def make_document(name, content=b"%PDF-1.7 <script>alert(1)</script>"):
    file = ContentFile(content, name=name)
    return get_document_model().objects.create(title="Plan", file=file)


def body_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


class TestDocuments:
    @pytest.mark.parametrize(
        ("name", "media_type"),
        [("plan.pdf", "application/pdf"), ("plan.txt", "text/plain"), ("plan.csv", "text/csv")],
    )
    def test_are_handed_out_to_be_kept_and_not_shown(self, client, name, media_type):
        document = make_document(name)
        make_draft(body=[("file", {"file": document, "title": ""})]).save_revision().publish()
        response = client.get(document.url)
        assert response.status_code == 200
        assert response["Content-Disposition"] == f'attachment; filename="{name}"'
        assert response["Content-Type"].startswith(media_type)
        assert response["X-Content-Type-Options"] == "nosniff"
        assert b"alert" in body_of(response)

    @pytest.mark.parametrize("name", ["plan.html", "plan.svg", "plan.js", "plan"])
    def test_of_other_kinds_are_not_there(self, client, name):
        assert client.get(make_document(name).url).status_code == 404

    def test_are_not_there_under_their_place_in_the_store(self, client):
        assert client.get(make_document("plan.pdf").file.url).status_code == 404
