using System.Reflection;
using GherkinEngine.Expressions;
using Reqnroll;

namespace GherkinEngine.Bindings;

/// <summary>All step definitions, hooks and transformations of a suite, in the order of their declaration.</summary>
internal sealed class BindingRegistry
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private readonly List<StepBinding> _steps = [];
    private readonly List<HookBinding> _hooks = [];
    private readonly List<TransformationBinding> _transformations = [];

    private BindingRegistry(IEnumerable<Type> types)
    {
        var methods = types.Where(type => type.IsDefined(typeof(BindingAttribute)) && !type.IsAbstract)
            .SelectMany(type => type.GetMethods(Declared))
            .ToList();
        foreach (var method in methods)
        {
            AddHooks(method);
            AddTransformations(method);
        }

        _transformations = [.. _transformations.OrderBy(transformation => transformation.Order)];
        ParameterTypes = new ParameterTypes(
            _transformations.Where(transformation => !transformation.TakesTable)
                .Select(transformation => (transformation.Name, transformation.Target, transformation.Pattern)),
            methods.Where(method => method.IsDefined(typeof(StepDefinitionBaseAttribute)))
                .SelectMany(method => method.GetParameters())
                .Select(parameter => parameter.ParameterType)
                .Where(type => type.IsEnum)
                .Distinct());
        methods.ForEach(AddSteps);
    }

    public IReadOnlyList<StepBinding> Steps => _steps;

    public IReadOnlyList<HookBinding> Hooks => _hooks;

    public IReadOnlyList<TransformationBinding> Transformations => _transformations;

    public ParameterTypes ParameterTypes { get; }

    /// <summary>Step definitions that never match, because they name a parameter type nobody defines.</summary>
    public List<UnknownParameterTypeException> UnknownParameterTypes { get; } = [];

    /// <summary>What is wrong with the bindings; with one of these no scenario runs.</summary>
    public List<string> Errors { get; } = [];

    public static BindingRegistry Of(IEnumerable<Type> types) => new(types);

    public static BindingRegistry Of(IEnumerable<Assembly> assemblies) => new(assemblies.SelectMany(assembly => assembly.GetTypes()));

    public IEnumerable<HookBinding> HooksAt(HookMoment moment, FeatureInfo? feature, ScenarioInfo? scenario)
    {
        var tags = scenario?.CombinedTags ?? feature?.Tags ?? [];
        return _hooks
            .Where(hook => hook.Moment == moment && hook.AppliesTo(tags) && (feature is null || hook.Fits(feature, scenario) is not null))
            .OrderBy(hook => hook.Order);
    }

    private void AddHooks(MethodInfo method) => Collect(() =>
    {
        foreach (var attribute in method.GetCustomAttributes<HookAttribute>())
        {
            BindingMethod.Refuse(method, mustBeStatic: attribute.Moment <= HookMoment.AfterFeature);
            _hooks.Add(new HookBinding(method, attribute));
        }
    });

    private void AddTransformations(MethodInfo method) => Collect(() =>
        _transformations.AddRange(method.GetCustomAttributes<StepArgumentTransformationAttribute>()
            .Select(attribute => new TransformationBinding(method, attribute))));

    private void AddSteps(MethodInfo method) => Collect(() =>
    {
        foreach (var attribute in method.GetCustomAttributes<StepDefinitionBaseAttribute>())
        {
            BindingMethod.Refuse(method, mustBeStatic: false);
            var pattern = attribute.Expression is null
                ? StepPattern.Of(MethodName.Pattern(method), ExpressionType.RegularExpression, ParameterTypes)
                : StepPattern.Of(attribute.Expression, attribute.ExpressionType, ParameterTypes);
            _steps.Add(new StepBinding(method, attribute.Types, pattern));
        }
    });

    private void Collect(Action add)
    {
        try
        {
            add();
        }
        catch (UnknownParameterTypeException e)
        {
            UnknownParameterTypes.Add(e);
        }
        catch (Exception e) when (e is BindingException or ArgumentException)
        {
            Errors.Add(e.Message);
        }
    }
}
