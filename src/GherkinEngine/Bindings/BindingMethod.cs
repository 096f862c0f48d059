using System.Reflection;
using System.Runtime.CompilerServices;
using Reqnroll;
using Reqnroll.BoDi;

namespace GherkinEngine.Bindings;

/// <summary>A method of a binding class, called with the object the container has for the class.</summary>
internal abstract class BindingMethod(MethodInfo method)
{
    public MethodInfo Method => method;

    public ParameterInfo[] Parameters { get; } = method.GetParameters();

    protected BindingScope[] Scopes { get; } = BindingScope.Of(method);

    public static void Refuse(MethodInfo method, bool mustBeStatic)
    {
        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)))
        {
            throw new BindingException($"{Name(method)} is async void: nothing could await it. Return a Task.");
        }

        if (mustBeStatic && !method.IsStatic)
        {
            throw new BindingException($"{Name(method)} runs when there is no scenario yet: make it static.");
        }
    }

    /// <summary>How many criteria of a matching scope; 0 without any scope; <see langword="null"/> when none matches.</summary>
    public int? Fits(FeatureInfo feature, ScenarioInfo? scenario) =>
        Scopes.Length == 0 ? 0 : Scopes.Where(scope => scope.Matches(feature, scenario)).Max(scope => (int?)scope.Criteria);

    /// <summary>The result; an awaitable one is awaited.</summary>
    public async Task<object?> CallAsync(IObjectContainer container, object?[] arguments)
    {
        var target = method.IsStatic ? null : container.Resolve(method.ReflectedType!);
        var result = method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        if (result is ValueTask valueTask)
        {
            await valueTask;
            return null;
        }

        var type = method.ReturnType;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
        {
            result = type.GetMethod(nameof(ValueTask<>.AsTask))!.Invoke(result, null);
        }

        if (result is not Task task)
        {
            return result;
        }

        await task;
        return Awaited(type) == typeof(void) ? null : task.GetType().GetProperty(nameof(Task<>.Result))!.GetValue(task);
    }

    public override string ToString() => Name(method);

    /// <summary>What is there once the result was awaited.</summary>
    protected static Type Awaited(Type type) =>
        type == typeof(Task) || type == typeof(ValueTask) ? typeof(void)
        : type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            ? type.GetGenericArguments()[0]
        : type;

    private static string Name(MethodInfo method) =>
        $"{method.ReflectedType!.Name}.{method.Name}"
        + $"({string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType.Name))})";
}
