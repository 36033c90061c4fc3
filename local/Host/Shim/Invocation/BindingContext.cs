namespace Microsoft.Azure.Functions.Worker;

/// <summary>Trigger data of an invocation.</summary>
public abstract class BindingContext
{
    /// <summary>Values by name; for Event Hubs JSON text such as <c>PartitionContext</c> and <c>SequenceNumberArray</c>.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
