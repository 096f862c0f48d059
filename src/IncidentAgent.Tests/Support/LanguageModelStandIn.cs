using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace IncidentAgent.Tests.Support;

/// <summary>
/// The chat completions of an OpenAI-compatible endpoint: refuses a wrong key, an unknown model, and JSON mode without the word JSON in the question,
/// as OpenAI does; what it says is up to the test.
/// </summary>
/// <param name="say">From the question to the answer's text.</param>
internal sealed class LanguageModelStandIn(Func<ModelQuestion, string> say) : SourceStandIn
{
    public const string Key = "sk-0123456789abcdef";
    public const string Model = "wordsmith-1";

    private readonly ConcurrentQueue<ModelQuestion> _questions = new();

    public LanguageModelStandIn(string says)
        : this(_ => says)
    {
    }

    /// <summary>Every question that was well put, in order.</summary>
    public IReadOnlyList<ModelQuestion> Questions => [.. _questions];

    /// <summary>What happens to the first request only.</summary>
    public Fault? FirstFault { get; init; }

    /// <summary>What makes the agent ask it; those of the test win.</summary>
    public (string Key, string? Value)[] Settings(params (string Key, string? Value)[] own)
    {
        (string Key, string? Value)[] usual = [("LanguageModel:Url", $"{Url}/v1"), ("LanguageModel:Model", Model), ("LanguageModel:ApiKey", Key)];
        return [.. usual.ExceptBy(own.Select(setting => setting.Key), setting => setting.Key), .. own];
    }

    /// <summary>Sentences as the agent asks for them.</summary>
    public static string Sentences(params (string Text, string[] Evidence)[] sentences) => new JsonObject
    {
        ["sentences"] = new JsonArray([.. sentences.Select(sentence => new JsonObject
        {
            ["text"] = sentence.Text,
            ["evidence"] = new JsonArray([.. sentence.Evidence.Select(id => (JsonNode)id)]),
        })]),
    }.ToJsonString();

    protected override async Task AnswerAsync(HttpContext context, Asked asked)
    {
        if (FirstFault is { } fault && Ledger.Count == 1)
        {
            await fault.AnswerAsync(context, context.RequestAborted);
            return;
        }

        var question = ModelQuestion.Read(await JsonNode.ParseAsync(context.Request.Body) ?? throw new JsonException("null"));
        (int Status, string Code)? refusal = (asked.Method, asked.Path, question) switch
        {
            _ when asked.Headers.GetValueOrDefault("Authorization") != $"Bearer {Key}" => (401, "invalid_api_key"),
            not ("POST", "/v1/chat/completions", _) => (404, "unknown_url"),
            (_, _, { Model: not Model }) => (404, "model_not_found"),
            (_, _, { Format: "json_object" }) when !question.Everything.Contains("json", StringComparison.OrdinalIgnoreCase) => (400, "no_json"),
            _ => null,
        };
        context.Response.ContentType = "application/json";
        if (refusal is not null)
        {
            context.Response.StatusCode = refusal.Value.Status;
            await context.Response.WriteAsync(new JsonObject { ["error"] = new JsonObject { ["message"] = $"No: {asked.Headers["Authorization"]}", ["code"] = refusal.Value.Code } }.ToJsonString());
            return;
        }

        _questions.Enqueue(question);
        await context.Response.WriteAsync(Completion(say(question)).ToJsonString());
    }

    private static JsonObject Completion(string text) => new()
    {
        ["id"] = "chatcmpl-1",
        ["object"] = "chat.completion",
        ["created"] = 1_772_625_600,
        ["model"] = Model,
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text },
            ["finish_reason"] = "stop",
        }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = 1, ["completion_tokens"] = 1, ["total_tokens"] = 2 },
    };
}

/// <param name="Model">Who is asked.</param>
/// <param name="System">The instructions.</param>
/// <param name="User">The data.</param>
/// <param name="Format">Of the answer.</param>
/// <param name="MostTokens">Of the answer.</param>
internal sealed record ModelQuestion(string Model, string System, string User, string? Format, int? MostTokens)
{
    public string Everything => $"{System}\n{User}";

    public static ModelQuestion Read(JsonNode body) => new(
        body["model"]!.GetValue<string>(),
        Text(body, "system"),
        Text(body, "user"),
        body["response_format"]?["type"]?.GetValue<string>(),
        (body["max_completion_tokens"] ?? body["max_tokens"])?.GetValue<int>());

    private static string Text(JsonNode body, string role) =>
        string.Join('\n', body["messages"]!.AsArray().Where(message => message!["role"]!.GetValue<string>() == role).Select(Content));

    private static string Content(JsonNode? message) => message!["content"] is JsonArray parts
        ? string.Concat(parts.Select(part => part!["text"]!.GetValue<string>()))
        : message["content"]!.GetValue<string>();
}
