"""The core of the publiccode.yml standard (0.4 and later) as a JSON Schema, written from its description."""

from typing import Any

_TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
_URL: dict[str, Any] = {"type": "string", "pattern": r"^https?://[^\s/]+/?\S*$"}
_LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$"
_COUNTRIES: dict[str, Any] = {"type": "array", "items": {"type": "string", "pattern": "^[a-z]{2}$"}}
_DATE: dict[str, Any] = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "format": "date"}

_CATEGORIES = """
accounting agile-project-management applicant-tracking application-development appointment-scheduling backup
billing-and-invoicing blog budgeting business-intelligence business-process-management cad call-center-management
cloud-management collaboration communications compliance-management contact-management content-management crm
customer-service-and-support data-analytics data-collection data-visualization design design-system
digital-asset-management digital-citizenship document-management donor-management e-commerce e-signature
educational-content email-management email-marketing employee-management enterprise-project-management
enterprise-social-networking erp event-management facility-management feedback-and-reviews-management
financial-reporting fleet-management fundraising gamification geographic-information-systems grant-management
graphic-design help-desk hr ide identity-management instant-messaging inventory-management it-asset-management
it-development it-management it-security it-service-management knowledge-management learning-management-system
marketing mind-mapping mobile-marketing mobile-payment network-management office online-booking online-community
payment-gateway payroll predictive-analysis procurement productivity-suite project-collaboration project-management
property-management real-estate-management remote-support resource-management sales-management seo service-desk
social-media-management survey talent-management task-management taxes-management test-management time-management
time-tracking translation video-conferencing video-editing visitor-management voip warehouse-management
web-collaboration web-conferencing website-builder whistleblowing workflow-management
"""
CATEGORIES = _CATEGORIES.split()

_SCOPES = """
agriculture culture defence education emergency-services employment energy environment
finance-and-economic-development foreign-affairs healthcare infrastructures justice local-authorities manufacturing
research science-and-technology security society sport tourism transportation welfare
"""
SCOPES = _SCOPES.split()


def _things(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


_DEPENDENCIES: dict[str, Any] = {
    "type": "array",
    "items": _things(
        ["name"],
        name=_TEXT,
        versionMin=_TEXT,
        versionMax=_TEXT,
        version=_TEXT,
        optional={"enum": ["true", "false"]},
    ),
}
_DESCRIPTION = _things(
    ["shortDescription", "longDescription", "features"],
    localisedName=_TEXT,
    shortDescription={"type": "string", "minLength": 1, "maxLength": 150},
    longDescription={"type": "string", "minLength": 150, "maxLength": 10_000},
    documentation=_URL,
    apiDocumentation=_URL,
    features={"type": "array", "minItems": 1, "items": _TEXT},
    screenshots={"type": "array", "items": _TEXT},
    videos={"type": "array", "items": _URL},
    awards={"type": "array", "items": _TEXT},
)
_MAINTENANCE = _things(
    ["type"],
    type={"enum": ["internal", "contract", "community", "none"]},
    contacts={
        "type": "array",
        "minItems": 1,
        "items": _things(["name"], name=_TEXT, email=_TEXT, phone=_TEXT, affiliation=_TEXT),
    },
    contractors={
        "type": "array",
        "minItems": 1,
        "items": _things(["name", "until"], name=_TEXT, until=_DATE, email=_TEXT, website=_URL),
    },
) | {
    "allOf": [
        {"if": {"properties": {"type": {"const": "contract"}}}, "then": {"required": ["contractors"]}},
        {"if": {"properties": {"type": {"enum": ["internal", "community"]}}}, "then": {"required": ["contacts"]}},
    ]
}

STANDARD: dict[str, Any] = _things(
    [
        "publiccodeYmlVersion",
        "name",
        "url",
        "platforms",
        "categories",
        "developmentStatus",
        "softwareType",
        "description",
        "legal",
        "maintenance",
        "localisation",
        "releaseDate",
    ],
    publiccodeYmlVersion={"type": "string", "pattern": r"^0(\.\d+){0,2}$"},
    name=_TEXT,
    applicationSuite=_TEXT,
    url=_URL,
    landingURL=_URL,
    isBasedOn={"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]},
    organizationUri=_TEXT,
    softwareVersion=_TEXT,
    releaseDate=_DATE,
    logo={"type": "string", "pattern": r"\.(svg|svgz|png)$"},
    platforms={"type": "array", "minItems": 1, "items": _TEXT},
    categories={"type": "array", "minItems": 1, "items": {"enum": CATEGORIES}},
    usedBy={"type": "array", "items": _TEXT},
    roadmap=_URL,
    developmentStatus={"enum": ["concept", "development", "beta", "stable", "obsolete"]},
    softwareType={
        "enum": [
            *(f"standalone/{kind}" for kind in ("mobile", "iot", "desktop", "web", "backend", "other")),
            "addon",
            "library",
            "configurationFiles",
        ]
    },
    intendedAudience=_things(
        [],
        countries=_COUNTRIES,
        unsupportedCountries=_COUNTRIES,
        scope={"type": "array", "items": {"enum": SCOPES}},
    ),
    description={
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": _LANGUAGE},
        "additionalProperties": _DESCRIPTION,
    },
    legal=_things(["license"], license=_TEXT, mainCopyrightOwner=_TEXT, repoOwner=_TEXT, authorsFile=_TEXT),
    maintenance=_MAINTENANCE,
    localisation=_things(
        ["localisationReady", "availableLanguages"],
        localisationReady={"enum": ["true", "false"]},
        availableLanguages={"type": "array", "minItems": 1, "items": {"type": "string", "pattern": _LANGUAGE}},
    ),
    dependsOn=_things([], open=_DEPENDENCIES, proprietary=_DEPENDENCIES, hardware=_DEPENDENCIES),
)
