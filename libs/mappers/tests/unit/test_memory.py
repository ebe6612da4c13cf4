"""What is remembered of a target's last body."""

from a1_mappers.memory import PieceMemory


def test_a_piece_of_the_same_bytes_is_the_same_once_the_body_before_was_applied() -> None:
    memory = PieceMemory()
    assert not memory.is_same("game", b"A")
    memory.keep()
    assert memory.is_same("game", b"A")
    memory.keep()
    assert not memory.is_same("game", b"B")


def test_two_pieces_of_one_key_are_both_read_in_every_body() -> None:
    memory = PieceMemory()
    memory.is_same("game", b"A")
    memory.keep()
    for _ in range(3):
        assert [memory.is_same("game", piece) for piece in (b"B", b"A")] == [False, False]
        memory.keep()
    assert not memory.is_same("game", b"A"), "read once more after it stood alone"
    memory.keep()
    assert memory.is_same("game", b"A")


def test_a_body_that_could_not_be_read_leaves_no_doubt_behind() -> None:
    memory = PieceMemory()
    memory.is_same("game", b"A")
    memory.keep()
    for piece in (b"B", b"A"):
        memory.is_same("game", piece)
    memory.forget()
    assert memory.is_same("game", b"A")


def test_a_body_knows_of_its_own_pieces_alone_which_is_another() -> None:
    memory = PieceMemory()
    memory.is_same("game", b"A")
    assert (memory.is_other("game", b"A"), memory.is_other("game", b"B")) == (False, True)
    memory.keep()
    assert not memory.is_other("game", b"B")
