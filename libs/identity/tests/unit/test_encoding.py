"""Text that was decoded in a wrong encoding is mended, and no other text is touched."""

import subprocess
import sys

import pytest
from ftfy import fix_encoding
from hypothesis import example, given
from hypothesis import strategies as st

from a1_identity.encoding import mended

_NEAR = st.characters(max_codepoint=0x17F) | st.sampled_from("‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œ€Ž ÂÃ")


@pytest.mark.parametrize(
    ("garbled", "written"),
    [
        ("Nikola JokiÄ‡", "Nikola Jokić"),
        ("MontrÃ©al", "Montréal"),
        ("San JosÃ© St", "San José St"),
        ("Jos\x8e", "JosŽ"),
    ],
)
def test_what_a_wrong_encoding_shows_is_mended(garbled: str, written: str) -> None:
    assert mended(garbled) == written


@given(st.text(_NEAR, max_size=12))
@example("à la carte".encode().decode("latin-1").replace("\xa0", " "))
@example("Hawai’i")
@example("â œ ")
def test_the_quick_look_changes_no_answer(text: str) -> None:
    assert mended(text) == fix_encoding(text)


@pytest.mark.parametrize("name", ["San José State", "Luka Dončić", "Hawai’i", "Utah Jazz"])
def test_right_names_need_no_library(name: str) -> None:
    program = f"import sys; from a1_identity.names import team_key; team_key({name!r}); sys.exit('ftfy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
