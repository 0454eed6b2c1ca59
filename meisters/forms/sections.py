"""The sections of an application, in the order of the paper form."""

from dataclasses import dataclass

from meisters.forms import application_rows as rows
from meisters.forms import applications as forms


@dataclass(frozen=True)
class Section:
    """One page of the application; ``rules`` are the verdicts that it can mend."""

    slug: str
    title: str
    form: type[forms.SectionForm]
    parts: tuple[type[rows.ApplicationRows], ...] = ()
    rules: tuple[str, ...] = ()
    part_template: str = "components/formset.html"

    def bind(self, application, *, by, limits, data=None, files=None) -> forms.SectionForm:
        """The section's form with its rows; on POST give the row locked."""
        parts = [part(data, files, instance=application, by=by) for part in self.parts]
        return self.form(data, files, instance=application, parts=parts, limits=limits)


SECTIONS = (
    Section("person", "本人", forms.PersonSection, rules=("basics", "doubles")),
    Section("work", "勤務先・申請", forms.WorkSection, rules=("applied_on", "jurisdiction")),
    Section(
        "qualifications",
        "職種・資格",
        forms.PartsSection,
        (rows.QualificationRows,),
        rules=("ground", "trade"),
    ),
    Section(
        "experience",
        "実務・指導経験",
        forms.PartsSection,
        (rows.PracticeRows, rows.InstructionRows),
        rules=("practice", "instruction"),
    ),
    Section(
        "support",
        "免許・意欲・推薦",
        forms.SupportSection,
        rules=("licence", "willing", "recommendation"),
    ),
    Section(
        "publication",
        "公表",
        forms.PublicationSection,
        (rows.ConsentRows,),
        rules=("publication", "texts"),
        part_template="meisters/consent_rows.html",
    ),
)
BY_SLUG = {section.slug: section for section in SECTIONS}
DOCUMENTS = "documents"
SECTION_OF_RULE = {rule: section.slug for section in SECTIONS for rule in section.rules} | {
    "papers": DOCUMENTS
}


def after(section: Section) -> Section | None:
    """The section that follows, or None after the last one."""
    place = SECTIONS.index(section) + 1
    return SECTIONS[place] if place < len(SECTIONS) else None
