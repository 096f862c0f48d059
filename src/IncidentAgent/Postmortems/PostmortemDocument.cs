using IncidentAgent.Incidents;

namespace IncidentAgent.Postmortems;

/// <summary>A written postmortem, as stored and served.</summary>
/// <param name="Incident">The incident it is about.</param>
/// <param name="Revision">Counts the writings: a note added later writes it anew.</param>
/// <param name="WrittenAt">When this revision was written.</param>
/// <param name="Title">One line of plain text, not escaped.</param>
/// <param name="Sections">In reading order.</param>
public sealed record PostmortemDocument(
    IncidentId Incident, int Revision, DateTimeOffset WrittenAt, string Title, IReadOnlyList<PostmortemSection> Sections)
{
    /// <summary>The whole document as Markdown.</summary>
    public string ToMarkdown() =>
        string.Join("\n\n", [$"# {Markdown.Escape(Title)}", .. Sections.Select(section => $"## {section.Heading}\n\n{section.Markdown}")]) + "\n";
}

/// <param name="Heading">The section's name.</param>
/// <param name="Markdown">Its text; everything a sender wrote is escaped in it.</param>
public sealed record PostmortemSection(string Heading, string Markdown);
