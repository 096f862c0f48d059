using System.Diagnostics;
using System.Runtime.ExceptionServices;
using GherkinEngine.Bindings;
using GherkinEngine.Configuration;
using GherkinEngine.Messages;
using Io.Cucumber.Messages.Types;
using Reqnroll;
using Exception = System.Exception;

namespace GherkinEngine.Running;

public sealed partial class ScenarioRun
{
    private async Task ReportAsync(string id, Func<Task> act, PlannedStep? step = null)
    {
        _messages.StepId = id;
        _messages.Add(Envelope.Create(new TestStepStarted(_messages.CaseStartedId, id, MessageBatch.Now)));
        var timer = Stopwatch.StartNew();
        var error = await GuardAsync(act);
        var status = StatusOf(error);
        if (status == TestStepResultStatus.UNDEFINED)
        {
            _messages.Add(Envelope.Create(SuggestionFor(step!)));
        }

        _messages.Add(Envelope.Create(new TestStepFinished(
            _messages.CaseStartedId, id, MessageBatch.Result(status, timer.Elapsed, error), MessageBatch.Now)));
        _messages.StepId = null;
        if (step is not null)
        {
            _output.Show($"{step.Keyword}{step.Info.Text} -> {status.ToString().ToLowerInvariant()} ({timer.ElapsedMilliseconds} ms)");
        }
    }

    private async Task CallAsync(PlannedStep step)
    {
        if (step.Match.IsUndefined)
        {
            throw new MissingStepDefinitionException(Undefined(step));
        }

        if (step.Match.IsAmbiguous)
        {
            throw new AmbiguousBindingException(Ambiguous(step));
        }

        await RunBlockHooksAsync((ScenarioBlock)step.Info.StepDefinitionType);
        var context = Context.StepContext = new ScenarioStepContext(step.Info);
        var error = await AttemptAsync(async () =>
        {
            await RunHooksAsync(HookMoment.BeforeStep);
            await CallBindingAsync(step);
        });
        context.TestError = error?.SourceException;
        context.Status = ExecutionStatusOf(error?.SourceException);
        var hookError = await AttemptAsync(() => RunHooksAsync(HookMoment.AfterStep));
        (error ?? hookError)?.Throw();
    }

    private async Task CallBindingAsync(PlannedStep step)
    {
        var (binding, texts) = step.Match.Candidates[0];
        object?[] values = [.. texts.Select(argument => argument.Text), .. step.Attached];
        if (values.Length != binding.Parameters.Length)
        {
            throw new BindingException($"{binding} takes {binding.Parameters.Length} parameters, but the step has {values.Length} values.");
        }

        if (Run.Configuration.DryRun)
        {
            return;
        }

        for (var i = 0; i < values.Length; i++)
        {
            values[i] = values[i] is { } value
                ? await Run.Conversion.ConvertAsync(value, binding.Parameters[i].ParameterType, _container, Feature.Context.BindingCulture)
                : null;
        }

        await binding.CallAsync(_container, values);
    }

    private Task Uncalled(PlannedStep step) =>
        _error?.SourceException is null or ScenarioSkippedException ? Skipped()
        : step.Match.IsUndefined ? throw new MissingStepDefinitionException(Undefined(step))
        : step.Match.IsAmbiguous ? throw new AmbiguousBindingException(Ambiguous(step))
        : Skipped();

    private static Task Skipped() => throw new NotCalledException();

    private async Task RunBlockHooksAsync(ScenarioBlock next)
    {
        var last = Context.CurrentScenarioBlock;
        if (next == last)
        {
            return;
        }

        if (last != ScenarioBlock.None)
        {
            await RunHooksAsync(HookMoment.AfterScenarioBlock);
        }

        Context.CurrentScenarioBlock = next;
        if (next != ScenarioBlock.None)
        {
            await RunHooksAsync(HookMoment.BeforeScenarioBlock);
        }
    }

    private async Task RunHooksAsync(HookMoment moment)
    {
        foreach (var hook in Hooks(moment))
        {
            await Run.CallAsync(hook, _container);
        }
    }

    // The first failure is the scenario's; that a step skipped it gives way to what fails later.
    private async Task<Exception?> GuardAsync(Func<Task> act)
    {
        var error = await AttemptAsync(act);
        if (error is not null and not { SourceException: NotCalledException }
            && (_error is null || (_error.SourceException is ScenarioSkippedException && error.SourceException is not ScenarioSkippedException)))
        {
            _error = Outcome(error);
            Context.ScenarioExecutionStatus = ExecutionStatusOf(error.SourceException);
            Context.TestError = error.SourceException is MissingStepDefinitionException or ScenarioSkippedException
                ? null
                : error.SourceException;
        }

        return error?.SourceException;
    }

    private ExceptionDispatchInfo Outcome(ExceptionDispatchInfo error) =>
        error.SourceException is MissingStepDefinitionException or PendingStepException
        && Run.Configuration.MissingStepOutcome is MissingStepOutcome.Ignore or MissingStepOutcome.Inconclusive
            ? ExceptionDispatchInfo.Capture(new ScenarioSkippedException(error.SourceException.Message))
            : error;

    private static async Task<ExceptionDispatchInfo?> AttemptAsync(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (Exception e)
        {
            return ExceptionDispatchInfo.Capture(e);
        }
    }

    private static TestStepResultStatus StatusOf(Exception? error) => error switch
    {
        null => TestStepResultStatus.PASSED,
        NotCalledException or ScenarioSkippedException => TestStepResultStatus.SKIPPED,
        PendingStepException => TestStepResultStatus.PENDING,
        MissingStepDefinitionException => TestStepResultStatus.UNDEFINED,
        AmbiguousBindingException => TestStepResultStatus.AMBIGUOUS,
        _ => TestStepResultStatus.FAILED,
    };

    private static ScenarioExecutionStatus ExecutionStatusOf(Exception? error) => error switch
    {
        null => ScenarioExecutionStatus.OK,
        NotCalledException or ScenarioSkippedException => ScenarioExecutionStatus.Skipped,
        PendingStepException => ScenarioExecutionStatus.StepDefinitionPending,
        MissingStepDefinitionException => ScenarioExecutionStatus.UndefinedStep,
        BindingException => ScenarioExecutionStatus.BindingError,
        _ => ScenarioExecutionStatus.TestError,
    };

    private string Undefined(PlannedStep step)
    {
        var unknown = Run.Bindings.UnknownParameterTypes.Select(error => $"\n{error.Message}");
        return $"No step definition matches \"{step.Keyword}{step.Info.Text}\". One to paste:\n\n{SnippetFor(step)}\n{string.Concat(unknown)}";
    }

    private static string Ambiguous(PlannedStep step) =>
        $"Several step definitions match \"{step.Keyword}{step.Info.Text}\":\n  "
        + string.Join("\n  ", step.Match.Candidates.Select(candidate => $"{candidate.Binding}: \"{candidate.Binding.Pattern.Source}\""));

    private sealed class NotCalledException : Exception;
}
