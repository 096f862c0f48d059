using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;

namespace IncidentAgent;

/// <summary>Answers what could not be bound to an endpoint's parameters, and says which parameter and what it must be.</summary>
internal sealed partial class UnreadableRequest : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException unreadable)
        {
            return false;
        }

        await TypedResults.Problem(Detail(unreadable), statusCode: unreadable.StatusCode).ExecuteAsync(httpContext);
        return true;
    }

    private static string Detail(BadHttpRequestException e)
    {
        if (e.InnerException is System.Text.Json.JsonException json)
        {
            return $"The request's body is not the JSON that is expected: {json.Message}";
        }

        return Binding().Match(e.Message) is { Success: true } failed
            ? $"{failed.Groups["name"]} is '{failed.Groups["value"]}'; it must be {Expected(failed.Groups["type"].Value)}."
            : e.Message;
    }

    private static string Expected(string type) => type switch
    {
        _ when type.Contains("Int32", StringComparison.Ordinal) || type is "int" => "a whole number",
        _ when type.Contains("DateTimeOffset", StringComparison.Ordinal) => "an instant such as 2026-11-23T12:00:00Z",
        _ => $"a {type}",
    };

    /// <summary>The framework's own words, the only place where it says which parameter it was.</summary>
    [GeneratedRegex("""^Failed to bind parameter "(?<type>\S+) (?<name>\S+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline)]
    private static partial Regex Binding();
}
