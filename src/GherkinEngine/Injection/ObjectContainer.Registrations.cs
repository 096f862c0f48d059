using Reqnroll.BoDi;

namespace GherkinEngine.Injection;

internal sealed partial class ObjectContainer
{
    public IStrategyRegistration RegisterTypeAs<TType, TInterface>(string? name = null) where TType : class, TInterface =>
        Register(
            typeof(TInterface),
            name,
            new Registration(path => typeof(TType) == typeof(TInterface) || name is not null
                ? Create(typeof(TType), path)
                : Resolve(typeof(TType), null, path)));

    public void RegisterInstanceAs<TInterface>(TInterface instance, string? name = null, bool dispose = false) where TInterface : class =>
        RegisterInstanceAs(instance, typeof(TInterface), name, dispose);

    public void RegisterInstanceAs(object instance, Type interfaceType, string? name = null, bool dispose = false)
    {
        Register(interfaceType, name, new Registration(_ => instance));
        if (dispose)
        {
            _owned.Add(instance);
        }
    }

    public IStrategyRegistration RegisterFactoryAs<TInterface>(Func<TInterface> factoryDelegate, string? name = null) =>
        RegisterFactoryAs(_ => factoryDelegate(), name);

    public IStrategyRegistration RegisterFactoryAs<TInterface>(Func<IObjectContainer, TInterface> factoryDelegate, string? name = null) =>
        Register(typeof(TInterface), name, new Registration(_ =>
        {
            object created = factoryDelegate(this)!;
            _owned.Add(created);
            return created;
        }));

    private Registration Register(Type type, string? name, Registration registration)
    {
        lock (_lock)
        {
            if (_registrations.TryGetValue((type, name), out var earlier) && earlier.IsUsed)
            {
                throw new ObjectContainerException($"{type.FullName} was already resolved; register it earlier.", null);
            }

            return _registrations[(type, name)] = registration;
        }
    }

    private sealed class Registration(Func<Type[], object> create) : IStrategyRegistration
    {
        private object? _kept;
        private bool _always;

        public bool IsUsed => _kept is not null;

        public object Give(Type[] path) => _always ? create(path) : _kept ??= create(path);

        public IStrategyRegistration InstancePerDependency()
        {
            _always = true;
            return this;
        }

        public IStrategyRegistration InstancePerContext()
        {
            _always = false;
            return this;
        }
    }
}
