using System.Reflection;
using Reqnroll.BoDi;

namespace GherkinEngine.Injection;

/// <summary>One level of run, feature and scenario: asks its parent for what is not registered here, creates what nobody knows.</summary>
internal sealed partial class ObjectContainer : IObjectContainer
{
    private readonly ObjectContainer? _parent;
    private readonly Dictionary<(Type Type, string? Name), Registration> _registrations = [];
    private readonly List<object> _owned = [];
    private readonly Lock _lock = new();
    private bool _disposed;

    public ObjectContainer(ObjectContainer? parent = null)
    {
        _parent = parent;
        RegisterInstanceAs<IObjectContainer>(this);
    }

    public event Action<object>? ObjectCreated;

    public T Resolve<T>() => (T)Resolve(typeof(T));

    public T Resolve<T>(string name) => (T)Resolve(typeof(T), name);

    public object Resolve(Type typeToResolve, string? name = null) => Resolve(typeToResolve, name, []);

    public IEnumerable<T> ResolveAll<T>() where T : class
    {
        (Type Type, string? Name)[] keys;
        lock (_lock)
        {
            keys = [.. _registrations.Keys.Where(key => key.Type == typeof(T))];
        }

        return keys.Select(key => (T)Resolve(key.Type, key.Name));
    }

    public bool IsRegistered<T>(string? name = null) => IsRegistered(typeof(T), name);

    public bool IsRegistered(Type type, string? name = null) => Find((type, name)) is not null;

    public void Dispose()
    {
        object[] owned;
        lock (_lock)
        {
            _disposed = true;
            owned = [.. _owned];
            _owned.Clear();
        }

        foreach (var item in owned.Reverse().OfType<IDisposable>())
        {
            item.Dispose();
        }
    }

    private object Resolve(Type type, string? name, Type[] path)
    {
        var owner = Find((type, name)) ?? this;
        lock (owner._lock)
        {
            if (owner._disposed)
            {
                throw new ObjectContainerException($"{type.FullName} is asked for after the container was disposed.", path);
            }

            if (!owner._registrations.TryGetValue((type, name), out var registration))
            {
                owner._registrations[(type, name)] = registration = new Registration(chain => owner.Create(type, chain));
            }

            return registration.Give(owner == this ? path : []);
        }
    }

    private ObjectContainer? Find((Type Type, string? Name) key)
    {
        lock (_lock)
        {
            if (_registrations.ContainsKey(key))
            {
                return this;
            }
        }

        return _parent?.Find(key);
    }

    private object Create(Type type, Type[] path)
    {
        if (path.Contains(type))
        {
            throw new ObjectContainerException($"{type.FullName} needs itself.", path);
        }

        if (type.IsAbstract || type.IsValueType || type == typeof(string))
        {
            throw new ObjectContainerException($"{type.FullName} is not registered and cannot be created.", path);
        }

        var constructor = type.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length)
            ?? throw new ObjectContainerException($"{type.FullName} has no public constructor.", path);
        var arguments = constructor.GetParameters().Select(parameter => Resolve(parameter.ParameterType, null, [.. path, type])).ToArray();
        var created = constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
        _owned.Add(created);
        ObjectCreated?.Invoke(created);
        return created;
    }
}
