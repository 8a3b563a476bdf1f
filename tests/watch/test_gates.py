"""Gates are proposed where an article has two strong names, and never in force."""

from monitor.model import Form, Role, Seed, Term
from monitor.watch.file import parse_watch
from monitor.watch.gates import proposed_gates
from monitor.watch.propose import propose
from monitor.watch.written import watch_text


def term(name: str, weight: float, role: Role = Role.ACTOR) -> Term:
    return Term(name=name, role=role, weight=weight, forms=(Form(text=name),))


def test_each_of_the_two_strongest_with_another() -> None:
    gates = proposed_gates([term("A1", 2.0), term("B1", 3.0), term("C1", 1.0), term("D1", 0.9, Role.CONTEXT)])
    assert [(gate.all, gate.any) for gate in gates] == [(("B1",), ("A1", "C1")), (("A1",), ("B1", "C1"))]


def test_one_strong_name_makes_none() -> None:
    assert proposed_gates([term("A1", 3.0), term("B1", 1.9), term("C1", 4.0, Role.CONTEXT)]) == ()


def test_they_stand_in_the_file_as_comments_that_can_be_taken_over() -> None:
    seed = Seed(origin="-", title="Kravik leaves Brontovia", text="Kravik said it would leave Brontovia.")
    watch = propose([seed], slug="story")
    text = watch_text(watch)
    assert "# [[require]]" in text
    assert parse_watch(text, slug="story", file="f").require == ()
    head, mark, rest = text.partition("# [[require]]")
    gates, blank, tail = (mark + rest).partition("\n\n")
    in_force = "\n".join(line.removeprefix("#").strip() for line in gates.splitlines())
    read = parse_watch(head + in_force + blank + tail, slug="story", file="f")
    assert read.require == proposed_gates(watch.terms)
