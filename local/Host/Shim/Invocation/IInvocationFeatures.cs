namespace Microsoft.Azure.Functions.Worker;

/// <summary>Typed values that travel with an invocation.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    /// <summary>Stores a value under its type, replacing an earlier one.</summary>
    /// <typeparam name="T">The key.</typeparam>
    /// <param name="instance">The value.</param>
    void Set<T>(T instance);

    /// <summary>The value stored under a type.</summary>
    /// <typeparam name="T">The key.</typeparam>
    /// <returns>The value; <see langword="default"/> when none was stored.</returns>
    T? Get<T>();
}
