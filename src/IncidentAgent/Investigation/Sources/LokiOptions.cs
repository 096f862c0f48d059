using Microsoft.Extensions.Options;

namespace IncidentAgent.Investigation.Sources;

/// <summary>Loki; the section <c>Loki</c>.</summary>
internal sealed class LokiOptions : SourceOptions
{
    public const string Section = "Loki";

    /// <summary>Sent as <c>X-Scope-OrgID</c>; by default none.</summary>
    public string? TenantId { get; init; }

    /// <summary>The stream label that holds a service's name; not used where <see cref="Query"/> is set.</summary>
    public string ServiceLabel { get; init; } = "service";

    /// <summary>
    /// LogQL that selects lines, with <c>{service}</c> inside a quoted string; by default lines with error, exception, fatal or panic in them.
    /// </summary>
    public string? Query { get; init; }

    /// <summary>Lines per request, from 10 to 5 000, which is Loki's own default limit.</summary>
    public int Limit { get; init; } = 500;

    /// <summary>The most lines read of one service, the latest; from 10 to 20 000.</summary>
    public int MaxLines { get; init; } = 2000;

    public string Template => Query ?? $$"""{{{ServiceLabel}}="{service}"} |~ "(?i)(error|exception|fatal|panic)" """.TrimEnd();
}

internal sealed class LokiOptionsValidator : IValidateOptions<LokiOptions>
{
    public ValidateOptionsResult Validate(string? name, LokiOptions options)
    {
        var problems = new OptionProblems(LokiOptions.Section);
        options.CheckConnection(problems);
        problems.Range(nameof(options.Limit), options.Limit, 10, 5000);
        problems.Range(nameof(options.MaxLines), options.MaxLines, 10, 20_000);
        if (options.TenantId?.Any(char.IsControl) == true)
        {
            problems.Add(nameof(options.TenantId), "holds a line break or another control character; it must be the tenant alone.");
        }

        if (problems.LabelName(nameof(options.ServiceLabel), options.ServiceLabel))
        {
            problems.Template(nameof(options.Query), options.Template, onlyLabel: "service");
        }

        return problems.Result;
    }
}
