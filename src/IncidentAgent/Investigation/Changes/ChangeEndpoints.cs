using IncidentAgent.Access;
using IncidentAgent.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IncidentAgent.Investigation.Changes;

/// <summary>
/// Where deployment tools, feature flags and people say what they changed, for whom there is no other source. A sender may report a change, as it may
/// deliver an alert; only an operator may read them.
/// </summary>
internal static class ChangeEndpoints
{
    /// <summary>For so long a change is kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    private const int LongestKind = 100;
    private const int LongestService = 200;
    private const int LongestSummary = 1000;
    private const int LongestLink = 2000;
    private const int MostListed = 1000;

    /// <summary>How far ahead of ours a sender's clock may be.</summary>
    private static readonly TimeSpan MostAhead = TimeSpan.FromHours(1);

    public static void MapChanges(this IEndpointRouteBuilder routes)
    {
        var changes = routes.MapGroup("/api/changes").WithTags("Changes");
        changes.MapPost("", Report).Require(Role.Sender)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithSummary("Takes a change: a deployment, a feature flag, a configuration. The same one again is kept once.");
        changes.MapGet("", List).Require(Role.Operator)
            .WithSummary("Changes of the last 30 days, the latest first.");
    }

    private static async Task<Results<Created<ReportedChange>, ProblemHttpResult>> Report(
        ChangeBody body, IIncidentStore store, TimeProvider time, HttpContext context)
    {
        var now = time.GetUtcNow();
        if (Problems(body, now) is { Count: > 0 } problems)
        {
            return TypedResults.Problem(string.Join(' ', problems), statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        var change = new ChangeEvent(
            Stored.Instant(Stored.Micros(body.At ?? now)), body.Kind!.Trim(), string.IsNullOrWhiteSpace(body.Service) ? null : body.Service.Trim(),
            body.Summary!.Trim(), string.IsNullOrWhiteSpace(body.Link) ? null : body.Link.Trim());
        if (await store.AddChangeAsync(change, forgetBefore: now - KeptFor) is { } number)
        {
            return TypedResults.Created("/api/changes", ReportedChange.Of(number, change));
        }

        context.Response.Headers.RetryAfter = "1";
        return TypedResults.Problem("The store cannot be written to right now; the change was not kept. Send it again.",
            statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static Results<Ok<ChangeList>, ProblemHttpResult> List(
        IIncidentStore store, string? service, DateTimeOffset? from, DateTimeOffset? to, int limit = 100) => limit is < 1 or > MostListed
        ? TypedResults.Problem($"limit is {limit}; it must be between 1 and {MostListed}.", statusCode: StatusCodes.Status400BadRequest)
        : TypedResults.Ok(new ChangeList(
            [.. store.Changes(new ChangeFilter(limit) { Service = service, From = from, To = to }).Select(one => ReportedChange.Of(one.Number, one.Change))]));

    private static List<string> Problems(ChangeBody body, DateTimeOffset now)
    {
        List<string> problems = [];
        Text(nameof(body.Kind), body.Kind, LongestKind, "it says what was changed, for example deployment, feature flag or configuration");
        Text(nameof(body.Summary), body.Summary, LongestSummary, "it says in one line what the change is");
        if (!string.IsNullOrWhiteSpace(body.Service))
        {
            Text(nameof(body.Service), body.Service, LongestService, "");
        }

        if (!string.IsNullOrWhiteSpace(body.Link)
            && (body.Link.Length > LongestLink || !Uri.TryCreate(body.Link.Trim(), UriKind.Absolute, out var link) || link.Scheme is not ("http" or "https")))
        {
            problems.Add($"link: must be an http or https address of at most {LongestLink} characters.");
        }

        if (body.At is { } at && (at > now + MostAhead || at < now - KeptFor))
        {
            problems.Add($"at: is {at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}; it must lie within the last {KeptFor.TotalDays} days, and not an hour or more ahead.");
        }

        return problems;

        void Text(string field, string? text, int longest, string whatFor)
        {
            var name = char.ToLowerInvariant(field[0]) + field[1..];
            if (string.IsNullOrWhiteSpace(text))
            {
                problems.Add($"{name}: is missing; {whatFor}.");
            }
            else if (text.Length > longest || text.Trim().Any(char.IsControl))
            {
                problems.Add($"{name}: must be one line of at most {longest} characters.");
            }
        }
    }
}

/// <summary>A change that is reported.</summary>
/// <param name="At">When it took effect; now, when left out.</param>
/// <param name="Kind">What was changed: <c>deployment</c>, <c>feature flag</c>, <c>configuration</c>, or another word for it.</param>
/// <param name="Service">Of what; left out when it is of everything or not known.</param>
/// <param name="Summary">The change in one line, for example <c>v2.3.1 to production</c>.</param>
/// <param name="Link">Where a person sees it.</param>
internal sealed record ChangeBody(DateTimeOffset? At, string? Kind, string? Service, string? Summary, string? Link);

internal sealed record ChangeList(IReadOnlyList<ReportedChange> Changes);

/// <param name="Id">Its number.</param>
/// <param name="At">When it took effect.</param>
/// <param name="Kind">What was changed.</param>
/// <param name="Service">Of what, when it is known.</param>
/// <param name="Summary">The change in one line.</param>
/// <param name="Link">Where a person sees it.</param>
internal sealed record ReportedChange(long Id, DateTimeOffset At, string Kind, string? Service, string Summary, string? Link)
{
    public static ReportedChange Of(long number, ChangeEvent change) => new(number, change.At, change.Kind, change.Service, change.Summary, change.Link);
}
