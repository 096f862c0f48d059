using System.Globalization;
using Microsoft.Extensions.Options;
using Octokit;

namespace IncidentAgent.Investigation.Sources;

/// <summary>
/// What was deployed of the services nearby, and what is in the last deployment. A deployment counts from when it succeeded, and one that never did not
/// at all. Where a repository has no deployments - Actions make one only for a job with an <c>environment:</c> - those of its successful workflow runs
/// are told that may have deployed; whether one did, GitHub does not know.
/// </summary>
internal sealed class GitHubSource(
    IHttpMessageHandlerFactory handlers, IOptions<GitHubOptions> options, IOptions<InvestigationOptions> investigation, TimeProvider time) : IEvidenceSource
{
    public const string SourceName = "github";

    private const int MostDeployments = 20;

    /// <summary>So many before the time that is looked at are read, to find the one the first within it followed.</summary>
    private const int MostBefore = 3;

    private const int MostCommits = 20;
    private const int AtOnce = 4;

    private readonly GitHubApi _api = new(handlers, options.Value, time);

    public string Name => SourceName;

    public Task<IReadOnlyList<Evidence>> CollectAsync(EvidenceRequest request, CancellationToken cancellation) => Questions.AskAllAsync(
        [.. request.Services.Select(options.Value.RepositoryOf).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)],
        (repository, token) => AskAsync(repository, options.Value.ServiceOf(repository), request, token),
        cancellation);

    /// <param name="repository"><c>owner/name</c>.</param>
    /// <param name="service">The only one that is in it; <see langword="null"/> when there may be several, of which a deployment does not tell which.</param>
    /// <param name="request">What is asked about.</param>
    /// <param name="cancellation">When the time is up.</param>
    private async Task<IReadOnlyList<Evidence>> AskAsync(string repository, string? service, EvidenceRequest request, CancellationToken cancellation)
    {
        var from = request.From - investigation.Value.ChangesLookBack;
        var parameters = new Dictionary<string, string> { ["per_page"] = "100" };
        if (options.Value.Environment is { Length: > 0 } environment)
        {
            parameters["environment"] = environment;
        }

        // Newest first, and there is no parameter for a time.
        var path = $"repos/{repository}/deployments";
        var deployments = await _api.PagesAsync<GitHubDeployment>(path, parameters, page => page.Count == 0 || page[^1].CreatedAt < from, cancellation);
        var rollouts = deployments.Count > 0
            ? await DeployedAsync(path, deployments, from, request.To, cancellation)
            : await RunsAsync(repository, from, request.To, cancellation);
        var query = deployments.Count > 0 ? path : $"repos/{repository}/actions/runs";
        var within = rollouts.Where(rollout => rollout.At >= from && rollout.At <= request.To).ToList();
        var last = within.MaxBy(rollout => rollout.At);
        var before = last is null ? null : rollouts.Where(one => one.Line == last.Line && one.At < last.At).MaxBy(one => one.At);
        var commits = last is null || before is null || before.Sha == last.Sha ? [] : await CommitsAsync(repository, before.Sha, last.Sha, cancellation);
        return ChangeEvidence.Of(
            SourceName, $"{(deployments.Count > 0 ? "Deployments" : "Workflow runs")} of {repository}", query, from, request.To,
            within.Select(rollout => new ChangeEvent(
                rollout.At, rollout.Kind, service, rollout.Summary, rollout.Link ?? new Uri(options.Value.Web, $"{repository}/commit/{rollout.Sha}").AbsoluteUri)),
            commits);
    }

    private async Task<IReadOnlyList<Rollout>> DeployedAsync(
        string path, IReadOnlyList<GitHubDeployment> deployments, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        IReadOnlyList<GitHubDeployment> asked =
        [
            .. deployments.Where(one => one.CreatedAt >= from && one.CreatedAt <= to).Take(MostDeployments),
            .. deployments.Where(one => one.CreatedAt < from).Take(MostBefore),
        ];
        var rollouts = new Rollout?[asked.Count];
        await Parallel.ForAsync(0, asked.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (index, token) =>
        {
            var deployment = asked[index];
            var statuses = await _api.PagesAsync<GitHubDeploymentStatus>(
                $"{path}/{deployment.Id.ToString(CultureInfo.InvariantCulture)}/statuses", new Dictionary<string, string> { ["per_page"] = "100" }, _ => true, token);
            if (statuses.Where(status => status.State == "success").MinBy(status => status.CreatedAt) is { } success)
            {
                var by = deployment.Creator?.Login is { } creator ? $" by {creator}" : "";
                rollouts[index] = new Rollout(
                    success.CreatedAt, "deployment", deployment.Environment, deployment.Sha, $"{deployment.Ref} ({Short(deployment.Sha)}) to {deployment.Environment}{by}",
                    WebAddress(success.LogUrl) ?? WebAddress(success.TargetUrl));
            }
        });
        return [.. rollouts.OfType<Rollout>()];
    }

    private async Task<IReadOnlyList<Rollout>> RunsAsync(string repository, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var answer = await _api.GetAsync<WorkflowRunsResponse>($"repos/{repository}/actions/runs", new Dictionary<string, string>
        {
            ["status"] = "success",
            ["exclude_pull_requests"] = "true",
            ["created"] = $"{from.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}..{to.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}",
            ["per_page"] = "100",
        }, cancellation);
        return
        [
            .. (answer.WorkflowRuns ?? []).Where(run => MayDeploy(run.Event))
                .Select(run => new Rollout(
                    run.UpdatedAt, ChangeEvent.WorkflowRun, run.Name ?? "", run.HeadSha,
                    $"{run.Name} on {run.HeadBranch} ({Short(run.HeadSha)}): {run.DisplayTitle}", run.HtmlUrl)),
        ];
    }

    /// <summary>
    /// What a push, a release, a person or another system began, and what followed another run, as a deployment follows the tests. On whatever branch: a tag stands in
    /// its place, too, and it is told with the run.
    /// </summary>
    private static bool MayDeploy(string? trigger) => trigger is "push" or "release" or "workflow_dispatch" or "repository_dispatch" or "workflow_run";

    /// <summary>What is said of them where they cannot be read: a branch that was rewritten has no way from one to the other.</summary>
    private async Task<IReadOnlyList<string>> CommitsAsync(string repository, string earlier, string later, CancellationToken cancellation)
    {
        try
        {
            var compared = await _api.GetAsync<CompareResult>(
                $"repos/{repository}/compare/{earlier}...{later}", new Dictionary<string, string> { ["per_page"] = "100" }, cancellation);
            return
            [
                Words.OneLine($"{Words.Count(compared.TotalCommits, "commit", "commits")} in the last one {compared.HtmlUrl}"),
                .. (compared.Commits ?? []).Reverse().Take(MostCommits).Select(commit => Words.OneLine(
                    $"{Short(commit.Sha)} {commit.Commit?.Author?.Name}: {commit.Commit?.Message?.Split('\n')[0]}")),
            ];
        }
        catch (EvidenceUnavailableException e)
        {
            return [$"what is in the last one is not known: {e.Message}"];
        }
    }

    private static string Short(string sha) => sha.Length > 7 ? sha[..7] : sha;

    private static string? WebAddress(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https") ? text : null;

    /// <param name="At">When it took effect.</param>
    /// <param name="Kind">What it is.</param>
    /// <param name="Line">What it follows another of: the environment, the workflow.</param>
    /// <param name="Sha">The commit.</param>
    /// <param name="Summary">In one line.</param>
    /// <param name="Link">Where a person sees it.</param>
    private sealed record Rollout(DateTimeOffset At, string Kind, string Line, string Sha, string Summary, string? Link);
}
