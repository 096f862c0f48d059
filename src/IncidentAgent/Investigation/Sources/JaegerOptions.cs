using Microsoft.Extensions.Options;

namespace IncidentAgent.Investigation.Sources;

/// <summary>Jaeger's query API; the section <c>Jaeger</c>.</summary>
internal sealed class JaegerOptions : SourceOptions
{
    public const string Section = "Jaeger";

    /// <summary>How long a span takes that is worth telling; from 1 ms to 10 min.</summary>
    public TimeSpan SlowerThan { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Traces per request; from 1 to 1 000.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>How far before the time that is looked at a call may lie and still tell who calls whom; from 0 to 14 days.</summary>
    public TimeSpan CallsLookBack { get; init; } = TimeSpan.FromHours(24);
}

internal sealed class JaegerOptionsValidator : IValidateOptions<JaegerOptions>
{
    public ValidateOptionsResult Validate(string? name, JaegerOptions options)
    {
        var problems = new OptionProblems(JaegerOptions.Section);
        options.CheckConnection(problems);
        problems.Range(nameof(options.SlowerThan), options.SlowerThan, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(10));
        problems.Range(nameof(options.Limit), options.Limit, 1, 1000);
        problems.Range(nameof(options.CallsLookBack), options.CallsLookBack, TimeSpan.Zero, TimeSpan.FromDays(14));
        return problems.Result;
    }
}
