using System.Globalization;
using IncidentAgent.Access;
using IncidentAgent.Alerts;
using IncidentAgent.Notifications;
using IncidentAgent.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Incidents;

/// <summary>Reading incidents, and what a person does to them.</summary>
internal static class IncidentEndpoints
{
    private const int MostAlertsShown = 1000;
    private const int LongestNote = 10_000;
    private const int LongestActor = 200;

    public static void MapIncidents(this IEndpointRouteBuilder routes)
    {
        var incidents = routes.MapGroup("/api/incidents").Require(Role.Operator).WithTags("Incidents");
        incidents.MapGet("", List).WithSummary("Incidents, newest first.");
        incidents.MapGet("/{id}", Get).WithSummary("One incident with its alerts, timeline, evidence and announcements.");
        incidents.MapGet("/{id}/status", GetStatus).WithSummary("Where one incident stands.");
        incidents.MapPost("/{id}/acknowledge", Act(PersonAction.Acknowledge)).WithSummary("Says that somebody works on it; stops the escalation.");
        incidents.MapPost("/{id}/resolve", Act(PersonAction.Resolve)).WithSummary("Ends it by hand, whatever its alerts do.");
        incidents.MapPost("/{id}/notes", AddNote).WithSummary("Adds a note to its timeline; a written postmortem is written anew.");
        incidents.MapPost("/{id}/dead-letters/retry", Act(PersonAction.RetryDeadLetters)).WithSummary("Tells those who could not be told once more, of the incident as it stands.");
        incidents.MapPost("/{id}/dead-letters/dismiss", Act(PersonAction.DismissDeadLetters)).WithSummary("Says that nobody needs what could not be delivered any more.");
        incidents.MapPost("/{id}/analyze", Analyze).WithSummary("Gathers evidence again, also when that was given up.");
    }

    private static Results<Ok<IncidentList>, ProblemHttpResult> List(
        IIncidentStore store, string[]? status, string? severity, string[]? label, DateTimeOffset? from, DateTimeOffset? to, string? cursor, int limit = 50)
    {
        List<string> errors = [];
        var filter = new IncidentFilter(limit + 1)
        {
            Statuses = [.. (status ?? []).SelectMany(words => words.Split(',')).Select(word => Parse<IncidentStatus>("status", word, errors))],
            AtLeast = severity is null ? null : Parse<Severity>("severity", severity, errors),
            Labels = Labels(label ?? [], errors),
            OpenedFrom = from,
            OpenedTo = to,
            Before = Cursor(cursor, errors),
        };
        if (limit is < 1 or > 500)
        {
            errors.Add($"limit is {limit}; it must be between 1 and 500.");
        }

        if (errors.Count > 0)
        {
            return TypedResults.Problem(string.Join(' ', errors), statusCode: StatusCodes.Status400BadRequest);
        }

        var found = store.List(filter);
        var page = found.Take(limit).ToList();
        var next = found.Count > limit ? page[^1].Id.ToString() : null;
        return TypedResults.Ok(new IncidentList([.. page.Select(incident => new IncidentSummary(incident))], next));
    }

    private static Results<Ok<IncidentDetail>, ProblemHttpResult> Get(
        string id, IIncidentStore store, IOptions<IncidentOptions> options, TimeProvider time)
    {
        if (!IncidentId.TryParse(id, null, out var known) || store.Find(known) is not { } record)
        {
            return Missing(id);
        }

        var staleBefore = time.GetUtcNow() - options.Value.StaleAfter;
        return TypedResults.Ok(new IncidentDetail(
            new IncidentSummary(record.Incident),
            [.. record.Alerts.Take(MostAlertsShown).Select(alert => AlertView.Of(alert, staleBefore))],
            record.Timeline,
            record.Incident.Findings,
            [.. record.Announcements.Select(AnnouncementView.Of)]));
    }

    private static Results<Ok<IncidentState>, ProblemHttpResult> GetStatus(string id, IIncidentStore store) =>
        IncidentId.TryParse(id, null, out var known) && store.Head(known) is { } incident ? TypedResults.Ok(State(incident)) : Missing(id);

    private static Delegate Act(PersonAction action) =>
        (string id, [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] ActionBody? body, IncidentRouter incidents, IIncidentStore store, HttpContext context) =>
            ActAsync(action, id, body?.Actor, body?.Note, incidents, store, context);

    private static Task<Results<Ok<IncidentState>, ProblemHttpResult>> Analyze(string id, IncidentRouter incidents, IIncidentStore store, HttpContext context) =>
        ActAsync(PersonAction.Analyze, id, null, null, incidents, store, context);

    private static async Task<Results<Ok<IncidentState>, ProblemHttpResult>> AddNote(
        string id, NoteBody body, IncidentRouter incidents, IIncidentStore store, HttpContext context) => string.IsNullOrWhiteSpace(body.Text)
        ? TypedResults.Problem("text: is missing; a note needs one.", statusCode: StatusCodes.Status422UnprocessableEntity)
        : await ActAsync(PersonAction.Note, id, body.Actor, body.Text, incidents, store, context);

    private static async Task<Results<Ok<IncidentState>, ProblemHttpResult>> ActAsync(
        PersonAction action, string id, string? actor, string? text, IncidentRouter incidents, IIncidentStore store, HttpContext context)
    {
        if (actor?.Length > LongestActor || text?.Length > LongestNote)
        {
            return TypedResults.Problem(
                $"An actor has at most {LongestActor} characters and a note at most {LongestNote}.", statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        var who = string.IsNullOrWhiteSpace(actor) ? Caller.Of(context)?.Name ?? "somebody" : actor.Trim();
        var reply = IncidentId.TryParse(id, null, out var known) ? await incidents.ActAsync(new ActRequest(known, action, who, text)) : null;
        if (reply is null)
        {
            return Missing(id);
        }

        if (reply.Written is not Written.Stored)
        {
            context.Response.Headers.RetryAfter = "1";
            return TypedResults.Problem("The store cannot be written to right now; nothing was changed. Try again.",
                statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        return reply.Refused is { } why
            ? TypedResults.Problem(why, statusCode: StatusCodes.Status409Conflict)
            : (reply.Incident ?? store.Head(known)) is { } incident ? TypedResults.Ok(State(incident)) : Missing(id);
    }

    private static IncidentState State(Incident incident) =>
        new(incident.Id, incident.Status, incident.FiringAlerts, incident.ResolvedAlerts, incident.StuckSteps);

    private static ProblemHttpResult Missing(string id) =>
        TypedResults.Problem($"There is no incident {id}.", statusCode: StatusCodes.Status404NotFound);

    private static T Parse<T>(string parameter, string word, List<string> errors)
        where T : struct, Enum
    {
        if (Enum.TryParse<T>(word, ignoreCase: true, out var value) && Enum.IsDefined(value) && word.All(char.IsAsciiLetter))
        {
            return value;
        }

        errors.Add($"{parameter} is '{word}'; it must be one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}.");
        return default;
    }

    private static Dictionary<string, string> Labels(string[] pairs, List<string> errors)
    {
        Dictionary<string, string> labels = [];
        foreach (var pair in pairs)
        {
            if (pair.Split('=', 2) is [{ Length: > 0 } name, var value])
            {
                labels[name] = value;
            }
            else
            {
                errors.Add($"label is '{pair}'; write it as label=name=value.");
            }
        }

        return labels;
    }

    private static long? Cursor(string? cursor, List<string> errors)
    {
        if (cursor is null)
        {
            return null;
        }

        if (!IncidentId.TryParse(cursor, CultureInfo.InvariantCulture, out var id))
        {
            errors.Add($"cursor is '{cursor}'; give back what 'next' said.");
        }

        return id.Number;
    }
}
