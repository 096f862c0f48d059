using IncidentAgent.Alerts;

namespace IncidentAgent.Notifications;

/// <summary>The section <c>Routing</c>: who is told of which incident.</summary>
internal sealed class RoutingOptions
{
    public const string Section = "Routing";

    /// <summary>
    /// Read in order; the first that matches decides. Empty (the default): every configured destination is told and nothing escalates. Rules of
    /// which none matches tell nobody.
    /// </summary>
    public IReadOnlyList<RoutingRule> Rules { get; init; } = [];
}

/// <summary>One row of <c>Routing:Rules</c>; a condition that is left out always holds.</summary>
internal sealed class RoutingRule
{
    /// <summary>The severities it is for; empty is all.</summary>
    public IReadOnlyList<Severity> Severities { get; init; } = [];

    /// <summary>Labels that every alert of the incident must carry with these values.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The days its window begins on; empty is every day. After midnight a window still belongs to the day it began on.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; init; } = [];

    /// <summary>When its window begins, local time, included; default the start of the day.</summary>
    public TimeOnly? From { get; init; }

    /// <summary>When it ends, local time, excluded; default the end of the day. Before <see cref="From"/> is on the next day.</summary>
    public TimeOnly? To { get; init; }

    /// <summary>Whose local time, an IANA name such as <c>Europe/Berlin</c>; default UTC.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Who is told, for example <c>slack:ops</c>.</summary>
    public IReadOnlyList<string> Destinations { get; init; } = [];

    /// <summary>Also read the rules below it; default false.</summary>
    public bool Continue { get; init; }

    /// <summary>How long an incident may wait for somebody to acknowledge it; <see langword="null"/>, the default, is for ever.</summary>
    public TimeSpan? EscalateAfter { get; init; }

    /// <summary>Who is told then.</summary>
    public IReadOnlyList<string> EscalateTo { get; init; } = [];
}
