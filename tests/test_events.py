"""Events keep what they say through the log, and what this version does not know is refused."""

import pytest
from pydantic import ValidationError

from kg.errors import LogError
from kg.events import TYPES, EntityDefined, IncidentOpened, Payload, decode
from kg.log.memory import MemoryLog
from kg.log.protocol import Batch, Event
from kg.model import Entity, Incident

ENTITY = Entity(id="khasham", name="Khasham", kind="place", type="town", latitude=35.3, longitude=40.3)
INCIDENT = Incident(
    key="i1",
    title="Clash at Khasham",
    category="ASSAULT",
    date="2018-02-07",
    date_to="2018-02-08",
    place="khasham",
    parties=("sdf", "wagner"),
)


@pytest.mark.parametrize("payload", [EntityDefined(entity=ENTITY), IncidentOpened(incident=INCIDENT)])
def test_a_payload_comes_out_of_the_log_as_it_went_in(payload: Payload):
    log = MemoryLog()
    log.append(Batch(b"k", b"d", "tester@1", (payload.new(),)), tx_us=1)
    (event,) = log.read()
    assert decode(event) == payload
    assert (event.type, event.subject, event.sv) == (type(payload).__name__, payload.subject, 1)


def test_an_unknown_type_is_refused_by_its_position():
    event = Event(7, 1, "TeaBrewed", 1, "x", 1, "me", None, {})
    with pytest.raises(LogError, match="event 7 is of the unknown type 'TeaBrewed': a newer kg wrote it"):
        decode(event)


def test_data_that_is_not_of_its_type_is_refused_by_its_position():
    event = Event(7, 1, "EntityDefined", 1, "x", 1, "me", None, {"entity": {"id": "x"}})
    with pytest.raises(
        LogError, match=r"event 7 \(EntityDefined\) does not hold what its type says: entity\."
    ):
        decode(event)


def test_a_payload_without_a_subject_cannot_be_made():
    with pytest.raises(TypeError, match="abstract"):
        type("Nameless", (Payload,), {})()


def test_payloads_are_frozen_and_take_no_field_they_do_not_know():
    with pytest.raises(ValidationError):
        EntityDefined(entity=ENTITY).entity = ENTITY
    with pytest.raises(ValidationError):
        EntityDefined.model_validate({"entity": ENTITY, "more": 1})


def test_types_are_named_by_their_own_names():
    assert all(name == payload.__name__ for name, payload in TYPES.items())
