import pytest

from broadsheet.stories.body.players import PLAYER_HOSTS, PROVIDERS, player_for


class TestPlayerFor:
    @pytest.mark.parametrize(
        ("url", "player"),
        [
            (
                "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
                "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1",
            ),
            (
                "https://youtu.be/aqz-KE-bpKQ?t=3",
                "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1",
            ),
            (
                "https://vimeo.com/1084537",
                "https://player.vimeo.com/video/1084537?dnt=1&autoplay=1",
            ),
        ],
    )
    def test_knows_the_player_of_an_allowed_provider(self, url, player):
        found = player_for(url)
        assert found is not None
        assert found.url == player

    @pytest.mark.parametrize(
        "url",
        [
            "https://example.org/watch?v=aqz-KE-bpKQ",
            "https://youtube.com.evil.example/watch?v=aqz-KE-bpKQ",
            "javascript:alert(1)//youtube.com/watch?v=aqz-KE-bpKQ",
            "",
        ],
    )
    def test_knows_no_other(self, url):
        assert player_for(url) is None

    def test_every_host_is_a_plain_name(self):
        assert len(PLAYER_HOSTS) == len({p.player.split("/")[2] for p in PROVIDERS})
        assert all("/" not in host and host for host in PLAYER_HOSTS)
