using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace IncidentAgent.Tests.Support;

/// <summary>Reads what the agent's API answered.</summary>
public static class ApiAnswers
{
    /// <summary>The body of an answer that had to succeed.</summary>
    public static async Task<JsonElement> JsonAsync(this Task<HttpResponseMessage> answering, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await answering;
        var body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.Should().Be(status, body);
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>The detail of an answer that had to fail, and to fail as RFC 9457 describes it.</summary>
    public static async Task<string> ProblemAsync(this Task<HttpResponseMessage> answering, HttpStatusCode status)
    {
        using var answer = await answering;
        var body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.Should().Be(status, body);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        var problem = JsonDocument.Parse(body).RootElement;
        problem.GetProperty("status").GetInt32().Should().Be((int)status);
        problem.GetProperty("title").GetString().Should().NotBeNullOrEmpty();
        return problem.TryGetProperty("detail", out var detail) ? detail.GetString()! : "";
    }

    /// <summary>The ids in the answer to a delivery.</summary>
    public static string[] Incidents(this JsonElement delivery) =>
        [.. delivery.GetProperty("incidents").EnumerateArray().Select(incident => incident.GetProperty("id").GetString()!)];

    public static Task<HttpResponseMessage> ActAsync(this TestAgent agent, string incident, string action, object? body = null) =>
        agent.Client.PostAsync($"/api/incidents/{incident}/{action}", body is null ? null : JsonContent.Create(body));

    public static async Task<string> StatusOfAsync(this TestAgent agent, string incident) =>
        (await agent.GetAsync($"/api/incidents/{incident}/status")).GetProperty("status").GetString()!;
}
