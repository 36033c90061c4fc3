namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>A trigger that can hand over one event or a batch.</summary>
public interface ISupportCardinality
{
    /// <summary>Whether an invocation takes one event or a batch.</summary>
    Cardinality Cardinality { get; set; }
}
