namespace IncidentAgent.Commands;

/// <summary>
/// Every configuration key the agent reads, derived from its option classes: nested classes, lists (<c>Rules:0:Severity</c>) and dictionaries
/// (<c>Slack:ops:Channel</c>) included. Letter case does not matter, as in configuration itself.
/// </summary>
/// <param name="sections">The sections and the classes that are bound to them; a section may be named twice, and may lie within another.</param>
internal sealed class ConfigurationKeys(IReadOnlyList<(string Section, Type Options)> sections)
{
    /// <summary>Keys of the host and of libraries, which may be set too: whole sections end with a colon.</summary>
    private static readonly string[] Foreign =
    [
        "environment", "contentRoot", "applicationName", "urls", "http_ports", "https_ports", "webroot", "shutdownTimeoutSeconds",
        "hostingStartupAssemblies", "hostingStartupExcludeAssemblies", "preventHostingStartup", "captureStartupErrors", "detailedErrors",
        "suppressStatusMessages", "preferHostingUrls", "reloadConfigOnChange", "AllowedHosts",
        "Logging:", "Kestrel:", "hostBuilder:", "ConnectionStrings:",
    ];

    /// <summary>Whether the agent, the host or a library reads this key.</summary>
    public bool Knows(string key) => IsOurs(key) || Foreign.Any(foreign => Covers(foreign, key));

    /// <summary>Whether the key lies in one of the agent's own sections, known there or not.</summary>
    public bool IsInOurSection(string key) =>
        sections.Any(section => key.StartsWith(section.Section + ":", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the key's section is none of ours but is spelled almost like one.</summary>
    public bool IsInMisspelledSection(string key)
    {
        var section = key.Split(':')[0];
        return !IsInOurSection(key) && !Foreign.Any(foreign => Covers(foreign, key))
            && sections.Any(ours => NearestName.Distance(section.ToLowerInvariant(), ours.Section.ToLowerInvariant()) is 1 or 2 && section.Length > 4);
    }

    /// <summary>
    /// One line for each section that holds a value of the wrong kind. Binding alone would leave out the whole list item or named entry that holds it:
    /// a credential with a misspelled role would be no credential at all.
    /// </summary>
    public IReadOnlyList<string> Unreadable(IConfiguration configuration) =>
        [.. sections.Select(section => Fault(configuration.GetSection(section.Section), section.Options)).OfType<string>()];

    private static string? Fault(IConfigurationSection section, Type options)
    {
        try
        {
            section.Get(options, binder => binder.ErrorOnUnknownConfiguration = true);
            return null;
        }
        catch (InvalidOperationException e)
        {
            return e.InnerException is InvalidOperationException inner ? inner.Message : e.Message;
        }
    }

    /// <summary>The known key spelled most like this one, with the names and numbers of its list items kept; <see langword="null"/> when none is close.</summary>
    public string? Nearest(string key)
    {
        var typed = key.Split(':');
        var ours = sections.SelectMany(section => OptionShape.Of(section.Options).Keys(section.Section)).Select(known => Fill(known, typed));
        return NearestName.Of(key, [.. ours, .. Foreign.Where(foreign => foreign[^1] != ':')]);
    }

    /// <summary>A key with <c>*</c> for each name or number that its writer chooses, shown with the ones that were typed.</summary>
    private static string Fill(string known, string[] typed) =>
        string.Join(':', known.Split(':').Select((segment, i) => segment != OptionShape.Any ? segment : i < typed.Length ? typed[i] : "0"));

    private bool IsOurs(string key) =>
        sections.Any(section =>
            key.StartsWith(section.Section + ":", StringComparison.OrdinalIgnoreCase)
            && OptionShape.Of(section.Options).Has(key[(section.Section.Length + 1)..].Split(':')));

    private static bool Covers(string foreign, string key) =>
        foreign[^1] == ':' ? key.StartsWith(foreign, StringComparison.OrdinalIgnoreCase) : key.Equals(foreign, StringComparison.OrdinalIgnoreCase);
}
