namespace IncidentAgent.Investigation.Remediation;

/// <summary>All actions that may be suggested.</summary>
/// <param name="Remedies">Each with an id of its own.</param>
internal sealed record Catalogue(IReadOnlyList<Remedy> Remedies)
{
    /// <summary>The one that comes with the agent.</summary>
    public static Catalogue Default { get; } = ReadDefault();

    /// <summary>The default catalogue with what the user's file changes and adds; problems of that file are the options validator's.</summary>
    public static Catalogue Of(RemediationOptions options) => Default.With(CatalogueFile.Read(options.File).Remedies);

    public Catalogue With(IReadOnlyList<Remedy> own)
    {
        var replaced = own.Select(remedy => remedy.Id).ToHashSet();
        return new([.. Remedies.Where(remedy => !replaced.Contains(remedy.Id)), .. own]);
    }

    private static Catalogue ReadDefault()
    {
        using var stream = typeof(Catalogue).Assembly.GetManifestResourceStream("catalogue.yaml")
            ?? throw new InvalidOperationException("The resource catalogue.yaml is not in the assembly.");
        using var text = new StreamReader(stream);
        var (remedies, problems) = CatalogueReader.Read(text.ReadToEnd());
        return problems.Count == 0 ? new(remedies) : throw new InvalidOperationException($"catalogue.yaml: {string.Join(' ', problems)}");
    }
}
