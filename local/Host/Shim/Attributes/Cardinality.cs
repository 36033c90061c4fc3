namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>How many events one invocation takes.</summary>
public enum Cardinality
{
    /// <summary>A batch: the parameter is an array.</summary>
    Many = 0,

    /// <summary>One event an invocation.</summary>
    One = 1,
}
