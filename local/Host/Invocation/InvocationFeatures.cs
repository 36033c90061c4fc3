using System.Collections;
using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host;

/// <summary>The typed values of one invocation; not safe for concurrent use.</summary>
internal sealed class InvocationFeatures : IInvocationFeatures
{
    private readonly Dictionary<Type, object> _values = [];

    public void Set<T>(T instance) => _values[typeof(T)] = instance ?? throw new ArgumentNullException(nameof(instance));

    public T? Get<T>() => _values.TryGetValue(typeof(T), out var value) ? (T)value : default;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
