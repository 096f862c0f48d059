using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace IncidentAgent.Tests.Support;

/// <summary>
/// What is read of GitHub's REST API, over one repository held in memory: lists newest first in pages that <c>Link</c> headers lead through, answers with
/// an ETag that a 304 confirms for nothing, and a rate limit that every other answer counts against.
/// </summary>
internal sealed class GitHubStandIn : SourceStandIn
{
    private ImmutableList<GitHubDeployment> _deployments = [];
    private ImmutableList<JsonObject> _runs = [];
    private int _remaining = 5000;

    public string Repository { get; init; } = "shop/payments";

    /// <summary>Answers so many more, then refuses.</summary>
    public int Remaining
    {
        get => _remaining;
        set => _remaining = value;
    }

    /// <summary>When the rate limit is lifted.</summary>
    public DateTimeOffset Reset { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Where the next page is said to be; where it is, by default.</summary>
    public string? NextPageHost { get; init; }

    public GitHubStandIn With(params IEnumerable<GitHubDeployment> deployments)
    {
        _deployments = _deployments.AddRange(deployments);
        return this;
    }

    public GitHubStandIn WithRun(string name, DateTimeOffset at, string sha, string @event = "push", string branch = "main")
    {
        _runs = _runs.Add(new JsonObject
        {
            ["id"] = 30_433_642 + _runs.Count,
            ["name"] = name,
            ["head_branch"] = branch,
            ["head_sha"] = sha,
            ["event"] = @event,
            ["display_title"] = $"Commit {sha}",
            ["status"] = "completed",
            ["conclusion"] = "success",
            ["html_url"] = $"https://github.com/{Repository}/actions/runs/{30_433_642 + _runs.Count}",
            ["created_at"] = Text(at.AddMinutes(-5)),
            ["updated_at"] = Text(at),
        });
        return this;
    }

    protected override Task AnswerAsync(HttpContext context, Asked asked)
    {
        var root = $"/repos/{Repository}/";
        if (!asked.Path.StartsWith(root, StringComparison.Ordinal))
        {
            return WriteAsync(context, 404, new JsonObject { ["message"] = "Not Found", ["documentation_url"] = "https://docs.github.com/rest" });
        }

        JsonNode? answer = asked.Path[root.Length..].Split('/') switch
        {
            ["deployments"] => Page(context, asked, _deployments.Where(one => asked["environment"] is not { } wanted || one.Environment == wanted)
                .OrderByDescending(one => one.CreatedAt).Select(Deployment)),
            ["deployments", var id, "statuses"] => Page(context, asked, Statuses(_deployments[int.Parse(id, CultureInfo.InvariantCulture) - 1])),
            ["actions", "runs"] => new JsonObject { ["total_count"] = _runs.Count, ["workflow_runs"] = new JsonArray([.. _runs.Select(run => run.DeepClone())]) },
            ["compare", var both] => Compare(both.Split("...")),
            _ => null,
        };
        return answer is null ? WriteAsync(context, 404, new JsonObject { ["message"] = "Not Found" }) : AnswerAsync(context, asked, answer);
    }

    private Task AnswerAsync(HttpContext context, Asked asked, JsonNode answer)
    {
        var etag = $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(answer.ToJsonString())))}\"";
        context.Response.Headers.ETag = etag;
        if (asked.Headers.GetValueOrDefault("If-None-Match") == etag)
        {
            context.Response.Headers.Remove("Link");
            context.Response.StatusCode = 304;
            return Task.CompletedTask;
        }

        if (Interlocked.Decrement(ref _remaining) >= 0)
        {
            return WriteAsync(context, 200, answer);
        }

        context.Response.Headers["x-ratelimit-remaining"] = "0";
        context.Response.Headers["x-ratelimit-reset"] = Reset.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return WriteAsync(context, 403, new JsonObject { ["message"] = "API rate limit exceeded for user ID 1." });
    }

    private JsonArray Page(HttpContext context, Asked asked, IEnumerable<JsonNode> all)
    {
        var size = int.Parse(asked["per_page"] ?? "30", CultureInfo.InvariantCulture);
        var page = int.Parse(asked["page"] ?? "1", CultureInfo.InvariantCulture);
        var items = all.Skip((page - 1) * size).Take(size + 1).ToList();
        if (items.Count > size)
        {
            var next = QueryHelpers.AddQueryString($"{NextPageHost ?? Url}{asked.Path}", new Dictionary<string, string?>
            {
                ["per_page"] = $"{size}",
                ["page"] = $"{page + 1}",
            });
            context.Response.Headers.Link = $"<{next}>; rel=\"next\", <{next}>; rel=\"last\"";
        }

        return [.. items.Take(size)];
    }

    private JsonObject Deployment(GitHubDeployment one) => new()
    {
        ["id"] = _deployments.IndexOf(one) + 1,
        ["node_id"] = "MDEwOkRlcGxveW1lbnQx",
        ["sha"] = one.Sha,
        ["ref"] = one.Ref,
        ["task"] = "deploy",
        ["payload"] = JsonNode.Parse(one.Payload),
        ["environment"] = one.Environment,
        ["description"] = null,
        ["creator"] = new JsonObject { ["login"] = "ana", ["id"] = 1 },
        ["created_at"] = Text(one.CreatedAt),
        ["updated_at"] = Text(one.CreatedAt),
        ["transient_environment"] = false,
        ["production_environment"] = true,
    };

    /// <summary>Newest first: what it came to, what it was before that, and that another one has taken its place.</summary>
    private static IEnumerable<JsonNode> Statuses(GitHubDeployment one) => new[] { (State: "inactive", After: 60), (one.State, After: 2), (State: "in_progress", After: 0) }
        .Select(status => (JsonNode)new JsonObject
        {
            ["id"] = status.After,
            ["state"] = status.State,
            ["created_at"] = Text(one.CreatedAt.AddMinutes(status.After)),
            ["updated_at"] = Text(one.CreatedAt.AddMinutes(status.After)),
            ["log_url"] = $"https://ci.example.com/{one.Sha}",
            ["target_url"] = "",
        });

    private JsonObject? Compare(string[] between) => between is not [var from, var to] || from == "lost" ? null : new()
    {
        ["html_url"] = $"https://github.com/{Repository}/compare/{from}...{to}",
        ["status"] = "ahead",
        ["total_commits"] = 2,
        ["commits"] = new JsonArray(Commit("1111111aaaa", "ben", "Cache the rates\n\nFor speed."), Commit(to, "ana", "Raise the pool")),
    };

    private static JsonObject Commit(string sha, string author, string message) => new()
    {
        ["sha"] = sha,
        ["commit"] = new JsonObject { ["message"] = message, ["author"] = new JsonObject { ["name"] = author, ["email"] = "a@example.com", ["date"] = "2026-03-04T10:00:00Z" } },
    };

    private static Task WriteAsync(HttpContext context, int status, JsonNode answer)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(answer.ToJsonString());
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <param name="CreatedAt">Two minutes later it comes to its state.</param>
/// <param name="Sha">The commit.</param>
/// <param name="State">What it came to.</param>
internal sealed record GitHubDeployment(DateTimeOffset CreatedAt, string Sha, string State = "success")
{
    public string Ref { get; init; } = "v1";

    public string Environment { get; init; } = "production";

    /// <summary>JSON of any kind.</summary>
    public string Payload { get; init; } = "{}";
}
