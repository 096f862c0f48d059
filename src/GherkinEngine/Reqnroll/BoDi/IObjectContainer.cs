namespace Reqnroll.BoDi;

/// <summary>
/// Creates and keeps one object a type; an unknown concrete type is created with its longest constructor. Objects it created
/// that are <see cref="IDisposable"/> are disposed with it.
/// </summary>
public interface IObjectContainer : IDisposable
{
    event Action<object> ObjectCreated;

    IStrategyRegistration RegisterTypeAs<TType, TInterface>(string? name = null) where TType : class, TInterface;

    void RegisterInstanceAs<TInterface>(TInterface instance, string? name = null, bool dispose = false) where TInterface : class;

    void RegisterInstanceAs(object instance, Type interfaceType, string? name = null, bool dispose = false);

    IStrategyRegistration RegisterFactoryAs<TInterface>(Func<IObjectContainer, TInterface> factoryDelegate, string? name = null);

    IStrategyRegistration RegisterFactoryAs<TInterface>(Func<TInterface> factoryDelegate, string? name = null);

    T Resolve<T>();

    T Resolve<T>(string name);

    object Resolve(Type typeToResolve, string? name = null);

    /// <summary>What is registered here for the type, by any name.</summary>
    IEnumerable<T> ResolveAll<T>() where T : class;

    bool IsRegistered<T>(string? name = null);

    bool IsRegistered(Type type, string? name = null);
}

/// <summary>Whether a registration gives one object, which is the default, or a new one each time.</summary>
public interface IStrategyRegistration
{
    IStrategyRegistration InstancePerDependency();

    IStrategyRegistration InstancePerContext();
}

/// <summary>An object that cannot be created; the message names the type and what asked for it.</summary>
public class ObjectContainerException(string message, Type[]? resolutionPath) : Exception(Told(message, resolutionPath ?? []))
{
    private static string Told(string message, Type[] path) =>
        path.Length == 0 ? message : $"{message} (needed by {string.Join(" > ", path.Select(type => type.FullName))})";
}
