using System.ClientModel;
using IncidentAgent.Incidents;
using IncidentAgent.Investigation.RootCause;
using IncidentAgent.Investigation.Sources;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Investigation.Summary;

/// <summary>
/// Writes an investigation's summary: the rules' own, or a language model's words where one is configured and every claim holds. The model is shown
/// the evidence and the analysis and changes neither, nor what is suggested: its answer is words for this summary and is used for nothing else.
/// </summary>
/// <param name="options">The model's bounds.</param>
/// <param name="time">The clock of the time-out.</param>
/// <param name="logger">Hears why the model was not used, never what it was sent.</param>
/// <param name="model">The model; <see langword="null"/> where none is configured.</param>
internal sealed partial class SummaryWriter(
    IOptions<LanguageModelOptions> options, TimeProvider time, ILogger<SummaryWriter> logger, IChatClient? model = null)
{
    /// <summary>Always gives a summary, at the latest <see cref="LanguageModelOptions.Timeout"/> from now: without a model's words for any failure of it.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    public async Task<WordedSummary> WriteAsync(Incident incident, Findings findings, Analysis analysis, CancellationToken cancellation)
    {
        var plain = PlainSummary.Write(findings, analysis);
        if (model is null || analysis.Causes.Count == 0)
        {
            return plain;
        }

        try
        {
            return new WordedSummary([PlainSummary.Verdict(analysis), .. await AskAsync(model, incident, findings, analysis, cancellation)])
            {
                WordedBy = options.Value.Model,
            };
        }
        catch (NotWordedException e)
        {
            NotWorded(incident.Id, e.Message);
            return plain with { NotWordedBecause = e.Message };
        }
    }

    private async Task<IReadOnlyList<Claim>> AskAsync(
        IChatClient asked, Incident incident, Findings findings, Analysis analysis, CancellationToken cancellation)
    {
        var bounds = options.Value;
        var prompt = SummaryPrompt.For(findings, analysis, bounds.MaxPromptCharacters)
            ?? throw new NotWordedException($"the question does not fit into the {bounds.MaxPromptCharacters} characters of LanguageModel:MaxPromptCharacters");
        var text = await SendAsync(asked, prompt, bounds, cancellation);
        var answer = ModelAnswer.Read(text) ?? throw new NotWordedException("the model did not answer with the JSON it was asked for");
        var claims = ClaimCheck.Supported(answer, prompt.Evidence, analysis, Services(incident, findings, analysis));
        return claims.Count > 0
            ? claims
            : throw new NotWordedException($"none of the model's {Words.Count(answer.Sentences!.Count, "sentence", "sentences")} is borne out by the evidence it cites");
    }

    private async Task<string> SendAsync(IChatClient asked, SummaryPrompt prompt, LanguageModelOptions bounds, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(bounds.Timeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            var answer = await asked.GetResponseAsync(
                [new ChatMessage(ChatRole.System, prompt.Instructions), new ChatMessage(ChatRole.User, prompt.Data)],
                new ChatOptions { ResponseFormat = ChatResponseFormat.Json, MaxOutputTokens = bounds.MaxAnswerTokens },
                stop.Token).WaitAsync(stop.Token);
            return answer.Text;
        }
        catch (Exception) when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new NotWordedException($"the model did not answer within {Words.Of(bounds.Timeout)}");
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            throw new NotWordedException(Reason(e));
        }
    }

    /// <summary>Never the endpoint's own words: it may repeat the key, or what a label told it to.</summary>
    private static string Reason(Exception e) => e switch
    {
        ClientResultException { Status: > 0 } refused => $"the model's endpoint answered {refused.Status}",
        _ when Chain(e).OfType<EvidenceUnavailableException>().FirstOrDefault() is { } tooLong => $"the model's endpoint {tooLong.Message}",
        _ when Chain(e).OfType<HttpRequestException>().Any() => "the model's endpoint could not be reached",
        _ => "the model's endpoint did not answer as the OpenAI API does",
    };

    private static IEnumerable<Exception> Chain(Exception e) =>
        (e is AggregateException many ? many.InnerExceptions.SelectMany(Chain) : e.InnerException is { } inner ? Chain(inner) : []).Prepend(e);

    private static HashSet<string> Services(Incident incident, Findings findings, Analysis analysis)
    {
        var facts = findings.Evidence.Select(one => one.Facts).OfType<Facts>().ToList();
        IEnumerable<string?> names =
        [
            .. incident.Services,
            .. analysis.Causes.Select(cause => cause.Service),
            .. facts.SelectMany(one => one.Series).Select(series => series.Service),
            .. facts.SelectMany(one => one.Calls).SelectMany(call => new[] { call.Caller, call.Callee }),
            .. facts.SelectMany(one => one.Changes).Select(change => change.Service),
        ];
        return [.. names.OfType<string>().Where(name => name.Length > 0)];
    }

    private sealed class NotWordedException(string reason) : Exception(reason);

    [LoggerMessage(LogLevel.Warning, "The language model did not word the summary of {Incident}: {Reason}")]
    private partial void NotWorded(IncidentId incident, string reason);
}
