using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IncidentAgent.Incidents;

namespace IncidentAgent.Commands;

/// <summary>Talks to a running agent over HTTP.</summary>
/// <exception cref="CommandFailedException">From every method: the agent cannot be reached, or its answer means that the command failed.</exception>
internal sealed class AgentClient(HttpClient http)
{
    public async Task<string> PostmortemAsync(IncidentId id, bool asJson, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/incidents/{id}/postmortem");
        request.Headers.Accept.Add(new(asJson ? "application/json" : "text/markdown"));
        using var answer = await SendAsync(request, cancellation);
        await MustSucceedAsync(answer, id, cancellation);
        return await answer.Content.ReadAsStringAsync(cancellation);
    }

    /// <summary>One page of the incidents that are not over.</summary>
    public async Task<IncidentPage> OpenIncidentsAsync(string? cursor, CancellationToken cancellation)
    {
        var next = cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}";
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/incidents?status=open&status=acknowledged{next}");
        using var answer = await SendAsync(request, cancellation);
        await MustSucceedAsync(answer, null, cancellation);
        return await ReadAsync(answer, AnswersJson.Default.IncidentPage, cancellation);
    }

    /// <param name="verb"><c>acknowledge</c>, <c>resolve</c> or <c>notes</c>.</param>
    /// <param name="id">The incident.</param>
    /// <param name="change">Who does it and what they say.</param>
    /// <param name="cancellation">Ends the wait for the answer.</param>
    public async Task ChangeAsync(string verb, IncidentId id, IncidentChange change, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/incidents/{id}/{verb}")
        {
            Content = JsonContent.Create(change, AnswersJson.Default.IncidentChange),
        };
        using var answer = await SendAsync(request, cancellation);
        await MustSucceedAsync(answer, id, cancellation);
    }

    /// <summary>Sends one Alertmanager payload; a refusal is an answer here, not a failure.</summary>
    public async Task<WebhookOutcome> SendAlertsAsync(byte[] payload, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "webhook/alertmanager") { Content = new ByteArrayContent(payload) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await SendAsync(request, cancellation);
        return answer.IsSuccessStatusCode
            ? new WebhookOutcome.Accepted(await ReadAsync(answer, AnswersJson.Default.WebhookAnswer, cancellation))
            : new WebhookOutcome.Refused($"{(int)answer.StatusCode} {await DetailAsync(answer, cancellation) ?? answer.ReasonPhrase}");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await http.SendAsync(request, cancellation);
        }
        catch (HttpRequestException unreachable)
        {
            throw new CommandFailedException(
                $"No agent answers at {http.BaseAddress} ({unreachable.Message}); start one with 'IncidentAgent serve', or name another with --url.");
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CommandFailedException($"The agent at {http.BaseAddress} did not answer within {http.Timeout.TotalSeconds:0} s.");
        }
    }

    private async Task MustSucceedAsync(HttpResponseMessage answer, IncidentId? id, CancellationToken cancellation)
    {
        if (answer.IsSuccessStatusCode)
        {
            return;
        }

        var detail = await DetailAsync(answer, cancellation);
        throw new CommandFailedException(answer.StatusCode switch
        {
            HttpStatusCode.NotFound when id is not null => detail ?? $"There is no incident {id}.",
            HttpStatusCode.Unauthorized => $"The agent at {http.BaseAddress} asks for a token: set --token or {AgentConnection.TokenVariable}.",
            _ => $"The agent at {http.BaseAddress} answered {(int)answer.StatusCode}: {detail ?? answer.ReasonPhrase}",
        });
    }

    private static async Task<string?> DetailAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        try
        {
            var problem = await answer.Content.ReadFromJsonAsync(AnswersJson.Default.Problem, cancellation);
            return problem?.Detail is { Length: > 0 } detail ? Terminal.Safe(detail) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<T> ReadAsync<T>(
        HttpResponseMessage answer, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync(type, cancellation) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new CommandFailedException($"What answers at {http.BaseAddress} is not an incident agent: its answer cannot be read.");
        }
    }
}
