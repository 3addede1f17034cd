"""Every IRI of a vocabulary, spelt once, as pyoxigraph nodes: `RA.Claim`, `SKOS.prefLabel`.

A typo is an AttributeError. `core.ttl` and the class `RA` hold exactly the same terms (tested). Foreign vocabularies list
only the terms that this project writes or reads. A trailing underscore avoids a Python keyword.
"""
from __future__ import annotations

from pyoxigraph import NamedNode


class RA:
    """The project's own vocabulary, defined in `core.ttl`."""

    NS = "https://w3id.org/regatlas/ontology#"

    # classes
    Article = NamedNode(NS + "Article")
    Claim = NamedNode(NS + "Claim")
    Action = NamedNode(NS + "Action")
    Conflict = NamedNode(NS + "Conflict")
    Statement = NamedNode(NS + "Statement")
    StatusChange = NamedNode(NS + "StatusChange")
    PastDescription = NamedNode(NS + "PastDescription")
    Correction = NamedNode(NS + "Correction")
    Evidence = NamedNode(NS + "Evidence")
    Mention = NamedNode(NS + "Mention")
    Organization = NamedNode(NS + "Organization")
    Regulator = NamedNode(NS + "Regulator")
    Person = NamedNode(NS + "Person")
    Product = NamedNode(NS + "Product")
    Jurisdiction = NamedNode(NS + "Jurisdiction")
    LegalInstrument = NamedNode(NS + "LegalInstrument")
    Provision = NamedNode(NS + "Provision")
    LegalBasis = NamedNode(NS + "LegalBasis")
    ActionType = NamedNode(NS + "ActionType")
    Trigger = NamedNode(NS + "Trigger")
    Practice = NamedNode(NS + "Practice")
    Polarity = NamedNode(NS + "Polarity")
    Modality = NamedNode(NS + "Modality")
    Attribution = NamedNode(NS + "Attribution")
    ConflictKind = NamedNode(NS + "ConflictKind")

    # individuals
    Affirmed = NamedNode(NS + "Affirmed")
    Negated = NamedNode(NS + "Negated")
    Actual = NamedNode(NS + "Actual")
    Planned = NamedNode(NS + "Planned")
    Requested = NamedNode(NS + "Requested")
    Alleged = NamedNode(NS + "Alleged")
    Possible = NamedNode(NS + "Possible")
    Direct = NamedNode(NS + "Direct")
    Indirect = NamedNode(NS + "Indirect")
    Narrator = NamedNode(NS + "Narrator")
    ExistenceConflict = NamedNode(NS + "ExistenceConflict")
    AmountConflict = NamedNode(NS + "AmountConflict")
    DateConflict = NamedNode(NS + "DateConflict")
    LegalBasisConflict = NamedNode(NS + "LegalBasisConflict")
    ActorConflict = NamedNode(NS + "ActorConflict")

    # slots of claims and actions
    actionType = NamedNode(NS + "actionType")
    actor = NamedNode(NS + "actor")
    target = NamedNode(NS + "target")
    practice = NamedNode(NS + "practice")
    jurisdiction = NamedNode(NS + "jurisdiction")
    legalBasis = NamedNode(NS + "legalBasis")
    instrument = NamedNode(NS + "instrument")
    provision = NamedNode(NS + "provision")
    amount = NamedNode(NS + "amount")
    currency = NamedNode(NS + "currency")
    stated = NamedNode(NS + "stated")
    earliest = NamedNode(NS + "earliest")
    latest = NamedNode(NS + "latest")
    polarity = NamedNode(NS + "polarity")
    modality = NamedNode(NS + "modality")

    # claims and statements
    reportedIn = NamedNode(NS + "reportedIn")
    attribution = NamedNode(NS + "attribution")
    claimant = NamedNode(NS + "claimant")
    onBehalfOf = NamedNode(NS + "onBehalfOf")
    evidence = NamedNode(NS + "evidence")
    trigger = NamedNode(NS + "trigger")
    rule = NamedNode(NS + "rule")
    confidence = NamedNode(NS + "confidence")
    extractor = NamedNode(NS + "extractor")
    speaker = NamedNode(NS + "speaker")

    # actions
    status = NamedNode(NS + "status")
    firstReported = NamedNode(NS + "firstReported")
    sourceCount = NamedNode(NS + "sourceCount")
    reportedBy = NamedNode(NS + "reportedBy")
    inResponseTo = NamedNode(NS + "inResponseTo")
    reverses = NamedNode(NS + "reverses")
    follows = NamedNode(NS + "follows")
    statusChange = NamedNode(NS + "statusChange")
    givenBy = NamedNode(NS + "givenBy")
    describes = NamedNode(NS + "describes")
    knownSince = NamedNode(NS + "knownSince")
    knownUntil = NamedNode(NS + "knownUntil")

    # conflicts
    conflictKind = NamedNode(NS + "conflictKind")
    side = NamedNode(NS + "side")
    concerns = NamedNode(NS + "concerns")
    explanation = NamedNode(NS + "explanation")

    # corrections
    merges = NamedNode(NS + "merges")
    splitsOff = NamedNode(NS + "splitsOff")
    rejects = NamedNode(NS + "rejects")
    redates = NamedNode(NS + "redates")
    relabels = NamedNode(NS + "relabels")

    # mentions
    denotes = NamedNode(NS + "denotes")
    how = NamedNode(NS + "how")

    # articles
    textHash = NamedNode(NS + "textHash")
    textLength = NamedNode(NS + "textLength")
    publishedEarliest = NamedNode(NS + "publishedEarliest")
    publishedLatest = NamedNode(NS + "publishedLatest")
    publishedBecause = NamedNode(NS + "publishedBecause")
    nearDuplicateOf = NamedNode(NS + "nearDuplicateOf")

    # registers
    acronym = NamedNode(NS + "acronym")
    adjective = NamedNode(NS + "adjective")
    country = NamedNode(NS + "country")
    owner = NamedNode(NS + "owner")
    contrary = NamedNode(NS + "contrary")
    actorKind = NamedNode(NS + "actorKind")
    regulatorType = NamedNode(NS + "regulatorType")
    organizationType = NamedNode(NS + "organizationType")
    jurisdictionType = NamedNode(NS + "jurisdictionType")

    # triggers
    hasTrigger = NamedNode(NS + "hasTrigger")
    lemma = NamedNode(NS + "lemma")
    partOfSpeech = NamedNode(NS + "partOfSpeech")
    particle = NamedNode(NS + "particle")
    subject = NamedNode(NS + "subject")
    object = NamedNode(NS + "object")
    complement = NamedNode(NS + "complement")
    preposition = NamedNode(NS + "preposition")
    prepositionObject = NamedNode(NS + "prepositionObject")
    modifier = NamedNode(NS + "modifier")
    frame = NamedNode(NS + "frame")
    triggerActorKind = NamedNode(NS + "triggerActorKind")
    requiresModality = NamedNode(NS + "requiresModality")
    fixedPolarity = NamedNode(NS + "fixedPolarity")
    fixedModality = NamedNode(NS + "fixedModality")
    counterExample = NamedNode(NS + "counterExample")


class GRAPH:
    """Named graphs other than those of articles (the graph of an article has the article's IRI)."""

    NS = "https://w3id.org/regatlas/graph/"
    derived = NamedNode(NS + "derived")
    registers = NamedNode(NS + "registers")
    ontology = NamedNode(NS + "ontology")
    provenance = NamedNode(NS + "provenance")
    corrections = NamedNode(NS + "corrections")


class RDF:
    NS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    type = NamedNode(NS + "type")
    Property = NamedNode(NS + "Property")
    langString = NamedNode(NS + "langString")


class RDFS:
    NS = "http://www.w3.org/2000/01/rdf-schema#"
    label = NamedNode(NS + "label")
    comment = NamedNode(NS + "comment")
    seeAlso = NamedNode(NS + "seeAlso")
    subClassOf = NamedNode(NS + "subClassOf")
    subPropertyOf = NamedNode(NS + "subPropertyOf")
    domain = NamedNode(NS + "domain")
    range = NamedNode(NS + "range")


class OWL:
    NS = "http://www.w3.org/2002/07/owl#"
    Ontology = NamedNode(NS + "Ontology")
    Class = NamedNode(NS + "Class")
    ObjectProperty = NamedNode(NS + "ObjectProperty")
    DatatypeProperty = NamedNode(NS + "DatatypeProperty")
    AnnotationProperty = NamedNode(NS + "AnnotationProperty")
    NamedIndividual = NamedNode(NS + "NamedIndividual")
    SymmetricProperty = NamedNode(NS + "SymmetricProperty")
    AsymmetricProperty = NamedNode(NS + "AsymmetricProperty")
    IrreflexiveProperty = NamedNode(NS + "IrreflexiveProperty")
    FunctionalProperty = NamedNode(NS + "FunctionalProperty")
    InverseFunctionalProperty = NamedNode(NS + "InverseFunctionalProperty")
    disjointWith = NamedNode(NS + "disjointWith")
    versionInfo = NamedNode(NS + "versionInfo")
    versionIRI = NamedNode(NS + "versionIRI")
    deprecated = NamedNode(NS + "deprecated")


class XSD:
    NS = "http://www.w3.org/2001/XMLSchema#"
    string = NamedNode(NS + "string")
    boolean = NamedNode(NS + "boolean")
    integer = NamedNode(NS + "integer")
    nonNegativeInteger = NamedNode(NS + "nonNegativeInteger")
    decimal = NamedNode(NS + "decimal")
    double = NamedNode(NS + "double")
    date = NamedNode(NS + "date")
    dateTime = NamedNode(NS + "dateTime")
    anyURI = NamedNode(NS + "anyURI")


class SKOS:
    NS = "http://www.w3.org/2004/02/skos/core#"
    Concept = NamedNode(NS + "Concept")
    ConceptScheme = NamedNode(NS + "ConceptScheme")
    prefLabel = NamedNode(NS + "prefLabel")
    altLabel = NamedNode(NS + "altLabel")
    definition = NamedNode(NS + "definition")
    scopeNote = NamedNode(NS + "scopeNote")
    example = NamedNode(NS + "example")
    notation = NamedNode(NS + "notation")
    changeNote = NamedNode(NS + "changeNote")
    broader = NamedNode(NS + "broader")
    narrower = NamedNode(NS + "narrower")
    related = NamedNode(NS + "related")
    inScheme = NamedNode(NS + "inScheme")
    topConceptOf = NamedNode(NS + "topConceptOf")
    hasTopConcept = NamedNode(NS + "hasTopConcept")
    exactMatch = NamedNode(NS + "exactMatch")
    closeMatch = NamedNode(NS + "closeMatch")
    broadMatch = NamedNode(NS + "broadMatch")
    narrowMatch = NamedNode(NS + "narrowMatch")
    relatedMatch = NamedNode(NS + "relatedMatch")


class DCTERMS:
    NS = "http://purl.org/dc/terms/"
    identifier = NamedNode(NS + "identifier")
    title = NamedNode(NS + "title")
    description = NamedNode(NS + "description")
    source = NamedNode(NS + "source")
    license = NamedNode(NS + "license")
    creator = NamedNode(NS + "creator")
    created = NamedNode(NS + "created")
    issued = NamedNode(NS + "issued")
    modified = NamedNode(NS + "modified")
    hasPart = NamedNode(NS + "hasPart")
    isPartOf = NamedNode(NS + "isPartOf")
    replaces = NamedNode(NS + "replaces")
    isReplacedBy = NamedNode(NS + "isReplacedBy")
    hasVersion = NamedNode(NS + "hasVersion")


class PROV:
    NS = "http://www.w3.org/ns/prov#"
    Entity = NamedNode(NS + "Entity")
    Activity = NamedNode(NS + "Activity")
    Agent = NamedNode(NS + "Agent")
    SoftwareAgent = NamedNode(NS + "SoftwareAgent")
    generated = NamedNode(NS + "generated")
    generatedAtTime = NamedNode(NS + "generatedAtTime")
    invalidatedAtTime = NamedNode(NS + "invalidatedAtTime")
    wasGeneratedBy = NamedNode(NS + "wasGeneratedBy")
    wasInvalidatedBy = NamedNode(NS + "wasInvalidatedBy")
    wasDerivedFrom = NamedNode(NS + "wasDerivedFrom")
    wasRevisionOf = NamedNode(NS + "wasRevisionOf")
    wasAssociatedWith = NamedNode(NS + "wasAssociatedWith")
    wasAttributedTo = NamedNode(NS + "wasAttributedTo")
    used = NamedNode(NS + "used")
    startedAtTime = NamedNode(NS + "startedAtTime")
    endedAtTime = NamedNode(NS + "endedAtTime")


class SCHEMA:
    NS = "https://schema.org/"
    NewsArticle = NamedNode(NS + "NewsArticle")
    Claim = NamedNode(NS + "Claim")
    Quotation = NamedNode(NS + "Quotation")
    Person = NamedNode(NS + "Person")
    Product = NamedNode(NS + "Product")
    OwnershipInfo = NamedNode(NS + "OwnershipInfo")
    domainIncludes = NamedNode(NS + "domainIncludes")
    rangeIncludes = NamedNode(NS + "rangeIncludes")
    owns = NamedNode(NS + "owns")
    typeOfGood = NamedNode(NS + "typeOfGood")
    ownedFrom = NamedNode(NS + "ownedFrom")
    ownedThrough = NamedNode(NS + "ownedThrough")
    headline = NamedNode(NS + "headline")
    articleBody = NamedNode(NS + "articleBody")
    author = NamedNode(NS + "author")
    publisher = NamedNode(NS + "publisher")
    datePublished = NamedNode(NS + "datePublished")
    inLanguage = NamedNode(NS + "inLanguage")
    url = NamedNode(NS + "url")
    text = NamedNode(NS + "text")
    mentions = NamedNode(NS + "mentions")


class OA:
    NS = "http://www.w3.org/ns/oa#"
    Annotation = NamedNode(NS + "Annotation")
    SpecificResource = NamedNode(NS + "SpecificResource")
    TextPositionSelector = NamedNode(NS + "TextPositionSelector")
    TextQuoteSelector = NamedNode(NS + "TextQuoteSelector")
    hasSource = NamedNode(NS + "hasSource")
    hasSelector = NamedNode(NS + "hasSelector")
    hasTarget = NamedNode(NS + "hasTarget")
    hasBody = NamedNode(NS + "hasBody")
    start = NamedNode(NS + "start")
    end = NamedNode(NS + "end")
    exact = NamedNode(NS + "exact")
    prefix = NamedNode(NS + "prefix")
    suffix = NamedNode(NS + "suffix")


class ORG:
    NS = "http://www.w3.org/ns/org#"
    Organization = NamedNode(NS + "Organization")
    Membership = NamedNode(NS + "Membership")
    Post = NamedNode(NS + "Post")
    Role = NamedNode(NS + "Role")
    subOrganizationOf = NamedNode(NS + "subOrganizationOf")
    memberOf = NamedNode(NS + "memberOf")
    member = NamedNode(NS + "member")
    organization = NamedNode(NS + "organization")
    role = NamedNode(NS + "role")
    holds = NamedNode(NS + "holds")
    postIn = NamedNode(NS + "postIn")


class ELI:
    NS = "http://data.europa.eu/eli/ontology#"
    LegalResource = NamedNode(NS + "LegalResource")
    LegalResourceSubdivision = NamedNode(NS + "LegalResourceSubdivision")


class DPV:
    NS = "https://w3id.org/dpv#"
    LegalBasis = NamedNode(NS + "LegalBasis")
    Process = NamedNode(NS + "Process")
    Authority = NamedNode(NS + "Authority")
    Law = NamedNode(NS + "Law")
    Location = NamedNode(NS + "Location")


class SEM:
    NS = "http://semanticweb.cs.vu.nl/2009/11/sem/"
    Event = NamedNode(NS + "Event")
    hasActor = NamedNode(NS + "hasActor")
    eventType = NamedNode(NS + "eventType")
    hasEarliestBeginTimeStamp = NamedNode(NS + "hasEarliestBeginTimeStamp")
    hasLatestEndTimeStamp = NamedNode(NS + "hasLatestEndTimeStamp")


class DCAT:
    NS = "http://www.w3.org/ns/dcat#"
    Resource = NamedNode(NS + "Resource")
    byteSize = NamedNode(NS + "byteSize")


class VANN:
    NS = "http://purl.org/vocab/vann/"
    preferredNamespacePrefix = NamedNode(NS + "preferredNamespacePrefix")
    preferredNamespaceUri = NamedNode(NS + "preferredNamespaceUri")


class FOAF:
    NS = "http://xmlns.com/foaf/0.1/"
    homepage = NamedNode(NS + "homepage")


class SH:
    NS = "http://www.w3.org/ns/shacl#"
    NodeShape = NamedNode(NS + "NodeShape")
    targetClass = NamedNode(NS + "targetClass")
    conforms = NamedNode(NS + "conforms")
    result = NamedNode(NS + "result")
    focusNode = NamedNode(NS + "focusNode")
    resultMessage = NamedNode(NS + "resultMessage")
    resultPath = NamedNode(NS + "resultPath")
    resultSeverity = NamedNode(NS + "resultSeverity")


PREFIXES: dict[str, str] = {vocabulary.__name__.lower(): vocabulary.NS for vocabulary in (
    DCAT, DCTERMS, DPV, ELI, FOAF, OA, ORG, OWL, PROV, RA, RDF, RDFS, SCHEMA, SEM, SH, SKOS, VANN, XSD)}
"""Prefix → namespace, for the headers of Turtle and SPARQL."""


def sparql_prefixes() -> str:
    """`PREFIX` lines for all of `PREFIXES`, in alphabetical order."""
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in sorted(PREFIXES.items()))
