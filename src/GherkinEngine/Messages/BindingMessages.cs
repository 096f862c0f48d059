using System.Runtime.InteropServices;
using Cucumber.Messages;
using GherkinEngine.Bindings;
using Io.Cucumber.Messages.Types;

namespace GherkinEngine.Messages;

/// <summary>What a report says before the first scenario: the machine and the bindings.</summary>
internal sealed class BindingMessages
{
    private readonly BindingRegistry _bindings;
    private readonly MessageIds _ids;
    private readonly Dictionary<BindingMethod, string> _idOf;

    public BindingMessages(BindingRegistry bindings, MessageIds ids)
    {
        _bindings = bindings;
        _ids = ids;
        _idOf = bindings.Hooks.Where(hook => TypeOf(hook.Moment) is not null).Concat<BindingMethod>(bindings.Steps)
            .ToDictionary(binding => binding, _ => ids.GetNewId());
    }

    public string IdOf(BindingMethod binding) => _idOf[binding];

    public List<Envelope> All() =>
    [
        Envelope.Create(new Meta(
            ProtocolVersion.Version.Split('+')[0],
            new Product("IncidentAgent.GherkinEngine", typeof(BindingMessages).Assembly.GetName().Version?.ToString(3)),
            new Product(".NET", Environment.Version.ToString()),
            new Product(RuntimeInformation.RuntimeIdentifier, RuntimeInformation.OSDescription),
            new Product(RuntimeInformation.ProcessArchitecture.ToString(), null),
            null)),
        .. _bindings.ParameterTypes.All.Where(type => !type.IsBuiltIn).Select(type =>
            Envelope.Create(new ParameterType(type.Name, [.. type.Patterns], false, true, _ids.GetNewId(), null))),
        .. _bindings.UnknownParameterTypes.Select(unknown =>
            Envelope.Create(new UndefinedParameterType(unknown.Expression, unknown.Name))),
        .. _bindings.Hooks.Where(_idOf.ContainsKey).Select(hook =>
            Envelope.Create(new Hook(IdOf(hook), null, Reference(hook), hook.TagExpression, TypeOf(hook.Moment)!.Value))),
        .. _bindings.Steps.Select(step =>
            Envelope.Create(new StepDefinition(IdOf(step), new StepDefinitionPattern(step.Pattern.Source, step.Pattern.Type), Reference(step)))),
    ];

    // Cucumber knows neither features' nor blocks' hooks: the former are shown as the run's, as Reqnroll does.
    private static HookType? TypeOf(HookMoment moment) => moment switch
    {
        HookMoment.BeforeTestRun or HookMoment.BeforeFeature => HookType.BEFORE_TEST_RUN,
        HookMoment.AfterTestRun or HookMoment.AfterFeature => HookType.AFTER_TEST_RUN,
        HookMoment.BeforeScenario => HookType.BEFORE_TEST_CASE,
        HookMoment.AfterScenario => HookType.AFTER_TEST_CASE,
        HookMoment.BeforeStep => HookType.BEFORE_TEST_STEP,
        HookMoment.AfterStep => HookType.AFTER_TEST_STEP,
        _ => null,
    };

    private static SourceReference Reference(BindingMethod binding) => SourceReference.Create(new JavaMethod(
        binding.Method.ReflectedType!.FullName,
        binding.Method.Name,
        [.. binding.Parameters.Select(parameter => parameter.ParameterType.FullName ?? parameter.ParameterType.Name)]));
}
