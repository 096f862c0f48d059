using System.Reflection;
using Reqnroll;

namespace IncidentAgent.Tests.GherkinEngine;

/// <summary>
/// Whatever a step author can see of our runner, Reqnroll has too: a suite written on this one runs on that one. The list is of
/// Reqnroll 3.3.3, as far as a suite needs it: who adds a member here looks it up there first.
/// </summary>
public sealed class ApiSurfaceTests
{
    private const BindingFlags Visible =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void Our_Reqnroll_has_no_member_that_the_real_one_lacks()
    {
        var real = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Data", "reqnroll-api.txt")).Where(line => !line.StartsWith('#'));

        Ours().Except(real).Should().BeEmpty();
    }

    private static IEnumerable<string> Ours() => typeof(BindingAttribute).Assembly.GetExportedTypes()
        .Where(type => type.Namespace!.Split('.')[0] == "Reqnroll")
        .SelectMany(type => Bases(type).Concat(Members(type)).Select(fact => $"{type.Namespace}.{Name(type)} {fact}"));

    private static IEnumerable<string> Bases(Type type) =>
        OwnInterfaces(type).Prepend(type.BaseType ?? typeof(object)).Where(parent => parent != typeof(object)).Select(parent => $": {Name(parent)}");

    private static IEnumerable<Type> OwnInterfaces(Type type) => type.GetInterfaces()
        .Except(type.BaseType?.GetInterfaces() ?? [])
        .Where(contract => !type.GetInterfaces().Any(other => other.GetInterfaces().Contains(contract)))
        .OrderBy(contract => contract.Name);

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"{name} = {(int)Enum.Parse(type, name)}");
        }

        return type.GetConstructors(Visible).Where(IsVisible).Select(constructor => $"new({Parameters(constructor)})")
            .Concat(type.GetMethods(Visible).Where(IsVisible).Where(method => method.GetBaseDefinition() == method).Select(Signature))
            .Concat(type.GetFields(Visible).Where(field => field.IsLiteral && field.IsPublic).Select(field => $"const {field.Name}"));
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Signature(MethodInfo method) =>
        $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}"
        + $"{Generic(method.IsGenericMethod ? method.GetGenericArguments() : [])}({Parameters(method)})";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        (parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : parameter.IsOut ? "out " : "")
        + Name(parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType)
        + (parameter.HasDefaultValue ? " = " + (parameter.DefaultValue ?? "null") : "")));

    private static string Name(Type type) => type.IsArray ? Name(type.GetElementType()!) + "[]"
        : type.IsGenericType ? type.Name.Split('`')[0] + Generic(type.GetGenericArguments())
        : type.Name;

    private static string Generic(Type[] arguments) => arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Name))}>";
}
