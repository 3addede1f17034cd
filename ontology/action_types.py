"""Action types and their triggers out of the Turtle."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ontology import iris
from ontology.errors import Fault
from ontology.model import ActionType, Trigger
from ontology.reader import TermReader
from ontology.turtle import Source, short
from ontology.vocab import RA, SKOS

ACTOR_KINDS = ("any", "civil-society", "company", "court", "regulator")
TRIGGER_ACTOR_KINDS = ("civil-society", "company", "court", "legislator", "person", "regulator")
PARTS_OF_SPEECH = ("adjective", "noun", "verb")
FRAMES = ("actor-from", "actor-implied", "actor-imposer", "actor-object", "actor-reporter", "actor-speaker", "actor-subject")
POLARITIES = ("affirmed", "negated")
MODALITIES = ("actual", "alleged", "planned", "possible", "requested")


def read_action_types(source: Source) -> tuple[dict[str, ActionType], tuple[Trigger, ...], list[Fault]]:
    """All action types by id (contraries hold both ways), all triggers in the order of their IRIs, and all faults."""
    types, faults = _read_types(source)
    triggers: list[Trigger] = []
    owners = _owners(source)
    for term in sorted({*owners, *source.of_class(RA.Trigger)}):
        trigger, found = _read_trigger(source, term, owners.get(term, ()), types)
        triggers.append(trigger)
        faults += found
    return types, tuple(triggers), faults


def close_contraries(stated: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The symmetric closure: what is contrary one way is contrary both ways."""
    closed = {type: set(contraries) for type, contraries in stated.items()}
    for type, contraries in stated.items():
        for contrary in contraries:
            closed.setdefault(contrary, set()).add(type)
    return {type: frozenset(contraries) for type, contraries in closed.items()}


def _read_types(source: Source) -> tuple[dict[str, ActionType], list[Fault]]:
    types: dict[str, ActionType] = {}
    faults: list[Fault] = []
    for term in source.of_class(RA.ActionType):
        read = TermReader(source, term)
        type = ActionType(
            id=read.identifier("action-type"),
            iri=term,
            label=read.label(),
            definition=read.text(SKOS.definition, required=True),
            actor_kind=read.choice(RA.actorKind, ACTOR_KINDS, required=True),
            broader=read.reference(SKOS.broader, "action-type", RA.ActionType),
            contrary=frozenset(read.references(RA.contrary, "action-type", RA.ActionType)),
            leaf=True,
        )
        if type.id in type.contrary:
            read.fault("is its own ra:contrary")
        faults += read.faults
        if type.id:
            types.setdefault(type.id, type)
    groups = {type.broader for type in types.values()}
    contrary = close_contraries({type.id: type.contrary for type in types.values()})
    faults += [Fault(source.file_of(type.iri), short(type.iri), "is broader than itself, through skos:broader")
               for type in types.values() if _in_cycle(type.id, types)]
    return {id: replace(type, contrary=contrary[id], leaf=id not in groups) for id, type in sorted(types.items())}, faults


def _in_cycle(id: str, types: Mapping[str, ActionType]) -> bool:
    seen: set[str] = set()
    at: str | None = types[id].broader
    while at is not None and at in types and at not in seen:
        if at == id:
            return True
        seen.add(at)
        at = types[at].broader
    return False


def _owners(source: Source) -> dict[str, tuple[str, ...]]:
    """Trigger → the terms that say ra:hasTrigger of it."""
    owners: dict[str, tuple[str, ...]] = {}
    for term in sorted(source.values):
        for trigger in source.links(term, RA.hasTrigger):
            owners[trigger] = (*owners.get(trigger, ()), term)
    return owners


def _read_trigger(source: Source, term: str, owners: tuple[str, ...], types: Mapping[str, ActionType]) -> tuple[Trigger, list[Fault]]:
    read = TermReader(source, term)
    trigger = Trigger(
        id=term.rpartition("#")[2],
        iri=term,
        action_type=_action_type(read, owners, types),
        part_of_speech=read.choice(RA.partOfSpeech, PARTS_OF_SPEECH, required=True),
        lemmas=read.words(RA.lemma),
        particles=read.words(RA.particle),
        subjects=read.words(RA.subject, spaces=True),
        objects=read.words(RA.object, spaces=True),
        complements=read.words(RA.complement, spaces=True),
        prepositions=read.words(RA.preposition),
        preposition_objects=read.words(RA.prepositionObject, spaces=True),
        modifiers=read.words(RA.modifier, spaces=True),
        frame=read.choice(RA.frame, FRAMES) or "actor-subject",
        actor_kinds=read.choices(RA.triggerActorKind, TRIGGER_ACTOR_KINDS),
        modalities=read.choices(RA.requiresModality, MODALITIES),
        polarity=read.choice(RA.fixedPolarity, POLARITIES) or None,
        modality=read.choice(RA.fixedModality, MODALITIES) or None,
        example=read.text(SKOS.example, required=True),
        counter_example=read.text(RA.counterExample, required=True),
    )
    if not trigger.lemmas:
        read.fault("needs ra:lemma")
    if not source.has_class(term, RA.Trigger):
        return trigger, [Fault(source.file_of(owners[0]), short(term),
                               f"is a trigger of {', '.join(map(short, owners))}, but no file describes it as ra:Trigger")]
    return trigger, read.faults


def _action_type(read: TermReader, owners: tuple[str, ...], types: Mapping[str, ActionType]) -> str:
    """The leaf that has the trigger; the trigger's own IRI must be a fragment of it."""
    try:
        type, _ = iris.parse_trigger(read.term)
    except iris.InvalidIri as error:
        read.fault(str(error))
        return ""
    if owners != (iris.mint("action-type", type),):
        found = ", ".join(map(short, owners)) or "none"
        read.fault(f"must stand under ra:hasTrigger of action-type/{type} and nowhere else; found under {found}")
    if type not in types:
        read.fault(f"is a trigger of the unknown action type {type!r}")
    elif not types[type].leaf:
        read.fault(f"is a trigger of {type!r}, which is a group; triggers belong to the most specific types")
    return type
