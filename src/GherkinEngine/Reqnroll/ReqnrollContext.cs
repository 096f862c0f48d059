using System.Diagnostics.CodeAnalysis;

namespace Reqnroll;

/// <summary>A dictionary for what steps share; a value without a key is kept under its type's full name.</summary>
public abstract class ReqnrollContext : Dictionary<string, object?>
{
    private protected ReqnrollContext() { }

    /// <summary>What failed, or <see langword="null"/>; an undefined step is no error.</summary>
    public Exception? TestError { get; internal set; }

    public void Set<T>(T data) => Set(data, Key<T>());

    public void Set<T>(T data, string key) => this[key] = data;

    public void Set<T>(Func<T> func) => this[Key<T>()] = func;

    public T Get<T>() => Get<T>(Key<T>());

    public T Get<T>(string key) => Value<T>(this[key]);

    public bool TryGetValue<TValue>([MaybeNullWhen(false)] out TValue value) => TryGetValue(Key<TValue>(), out value);

    public bool TryGetValue<TValue>(string key, [MaybeNullWhen(false)] out TValue value)
    {
        var found = base.TryGetValue(key, out var kept);
        value = found ? Value<TValue>(kept) : default;
        return found;
    }

    private static T Value<T>(object? kept) => kept is Func<T> create ? create() : (T)kept!;

    private static string Key<T>() => typeof(T).FullName!;
}
