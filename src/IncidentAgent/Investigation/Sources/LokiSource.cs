using System.Globalization;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Investigation.Sources;

/// <summary>
/// Counts each service's error lines in the window and keeps the first ones; of it and of the services it calls, tells which kinds of lines are new or
/// more frequent than in an equally long time before the window.
/// </summary>
internal sealed class LokiSource(IHttpClientFactory clients, IOptions<LokiOptions> options) : IEvidenceSource
{
    public const string SourceName = "loki";

    private readonly LokiReader _reader = new(clients, options.Value);
    private readonly QueryTemplate _template = QueryTemplate.Parse(options.Value.Template);
    private readonly string _lines = options.Value.Query is null ? "error lines" : "lines";

    public string Name => SourceName;

    public Task<IReadOnlyList<Evidence>> CollectAsync(EvidenceRequest request, CancellationToken cancellation)
    {
        var own = request.Incident.Services;
        var called = request.Services.Where(service => !own.Contains(service)).Take(Math.Max(0, Questions.Most - own.Length));
        return Questions.AskAllAsync(
            [.. from service in own.Concat(called)
                let query = _template.Fill(_ => service)
                where query is not null
                select (service, query)],
            (one, token) => AskAsync(one.service, one.query, request, token),
            cancellation);
    }

    private async Task<IReadOnlyList<Evidence>> AskAsync(string service, string query, EvidenceRequest request, CancellationToken cancellation)
    {
        HashSet<string> warnings = [];
        var patterns = new LogPatterns();
        var now = new LogTally(options.Value.MaxLines, entry => patterns.Add(entry, isNow: true));
        await _reader.ReadBackAsync(query, request.From, request.To, now, warnings, cancellation);
        if (now.IsFull)
        {
            warnings.Add($"only the latest {now.Count} lines were read: there may be earlier ones");
        }

        IReadOnlyList<Evidence> lines = request.Incident.Services.Contains(service) ? [Lines(service, query, request, now, [.. warnings])] : [];
        if (now.Count == 0)
        {
            return lines;
        }

        var window = request.To - request.From;
        var before = new LogTally(options.Value.MaxLines, entry => patterns.Add(entry, isNow: false));
        try
        {
            await _reader.ReadBackAsync(query, request.From - window, request.From, before, [], cancellation);
        }
        catch (EvidenceUnavailableException e)
        {
            throw new EvidenceUnavailableException($"of the time before the window: {e.Message}", e) { Found = lines };
        }
        catch (OperationCanceledException e)
        {
            throw new EvidenceUnavailableException("did not answer in time about the time before the window", e) { Found = lines };
        }

        // Where not all lines were read, a time that is shorter in truth: what is expected now follows from what was read then.
        TimeSpan? part = before.IsFull ? Covered(before, request.From, window) : null;
        var expected = Covered(now, request.To, window) / (part ?? window);
        return [.. lines, .. patterns.News(expected, LeastBefore(part)).Select(pattern => News(pattern, part, service, query, request))];
    }

    private static TimeSpan Covered(LogTally tally, DateTimeOffset end, TimeSpan window) =>
        tally is { IsFull: true, Earliest: { } earliest } && end - earliest > TimeSpan.Zero ? end - earliest : window;

    /// <summary>A line that is not in the part that was read may have been in the rest.</summary>
    private static int LeastBefore(TimeSpan? part) => part is null ? 0 : 1;

    private Evidence Lines(string service, string query, EvidenceRequest request, LogTally tally, IReadOnlyList<string> warnings) => new()
    {
        Source = SourceName,
        Title = $"{(options.Value.Query is null ? "Error lines" : "Lines")} of {service}",
        Query = query,
        From = request.From,
        To = request.To,
        Value = Line(tally, service),
        Details = tally.Lines,
        Warnings = warnings,
    };

    private string Line(LogTally tally, string service)
    {
        var lines = tally.Count == 1 ? _lines[..^1] : _lines;
        var atLeast = tally.IsFull ? "at least " : "";
        return tally is { Earliest: { } first, Latest: { } last }
            ? string.Create(CultureInfo.InvariantCulture, $"{atLeast}{tally.Count} {lines} of {service} between {Words.Of(first)} and {Words.Of(last)}")
            : $"no {lines} of {service}";
    }

    /// <param name="pattern">What is told.</param>
    /// <param name="part">How much of the time before was read; <see langword="null"/> for all of it.</param>
    /// <param name="service">Whose lines they are.</param>
    /// <param name="query">What selected them.</param>
    /// <param name="request">What was asked about.</param>
    private Evidence News(MinedPattern pattern, TimeSpan? part, string service, string query, EvidenceRequest request)
    {
        var least = Math.Max(pattern.Before, LeastBefore(part));
        var before = pattern.Before == 0 ? "none" : pattern.Before.ToString(CultureInfo.InvariantCulture);
        var time = part is { } read ? $"the {Words.Of(read)} of the time before that were read" : "as long a time before";
        return new Evidence
        {
            Source = SourceName,
            Title = $"{(least == 0 ? "New" : "More frequent")} {_lines} of {service}",
            Query = query,
            From = request.From,
            To = request.To,
            Value = string.Create(CultureInfo.InvariantCulture, $"{pattern.Now} like \"{pattern.Template}\", {before} in {time}"),
            Details = [$"{Words.Of(pattern.First.At)} {pattern.First.Line}"],
            Facts = new Facts { Patterns = [new LogPattern(service, pattern.Template, pattern.Now, least, pattern.First.Line)] },
        };
    }
}
