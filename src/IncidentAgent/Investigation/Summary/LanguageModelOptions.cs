using Microsoft.Extensions.Options;

namespace IncidentAgent.Investigation.Summary;

/// <summary>A language model that words summaries, behind an OpenAI-compatible endpoint; the section <c>LanguageModel</c>. Without an address there is none.</summary>
internal sealed class LanguageModelOptions
{
    public const string Section = "LanguageModel";

    /// <summary>The http(s) address that <c>chat/completions</c> lies under, for example <c>https://api.openai.com/v1</c>.</summary>
    public string? Url { get; init; }

    /// <summary>The model's name, as the endpoint knows it; required with an address.</summary>
    public string? Model { get; init; }

    /// <summary>Sent as a bearer token; by default none, for a model on one's own machine.</summary>
    public string? ApiKey { get; init; }

    /// <summary>How long one summary may take, its retry included, from 1 s to 30 s. It is spent after the investigation's own deadline.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The most characters of one question, from 3 000 to 200 000; evidence for the least probable causes is left out first.</summary>
    public int MaxPromptCharacters { get; init; } = 12_000;

    /// <summary>The most tokens of one answer, from 64 to 8 192; models that think before they answer spend them on that too.</summary>
    public int MaxAnswerTokens { get; init; } = 1024;
}

internal sealed class LanguageModelOptionsValidator : IValidateOptions<LanguageModelOptions>
{
    public ValidateOptionsResult Validate(string? name, LanguageModelOptions options)
    {
        var problems = new OptionProblems(LanguageModelOptions.Section);
        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length + url.Query.Length > 0)
        {
            // Not the value: somebody may have written the key into it.
            problems.Add(nameof(options.Url), "must be an http or https address such as https://api.openai.com/v1, without a user name or a query.");
        }

        if (string.IsNullOrWhiteSpace(options.Model))
        {
            problems.Add(nameof(options.Model), "is empty; it must be the name of a model that the endpoint knows.");
        }

        if (options.ApiKey?.Any(c => c is <= ' ' or > '~') == true)
        {
            problems.Add(nameof(options.ApiKey), $"is {options.ApiKey.Length} characters long, and some are spaces or not printable; it must be the key alone.");
        }

        problems.Range(nameof(options.Timeout), options.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        problems.Range(nameof(options.MaxPromptCharacters), options.MaxPromptCharacters, 3000, 200_000);
        problems.Range(nameof(options.MaxAnswerTokens), options.MaxAnswerTokens, 64, 8192);
        return problems.Result;
    }
}
