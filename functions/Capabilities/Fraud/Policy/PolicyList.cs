namespace XbFunctions.Capabilities.Fraud;

/// <summary>Which list an entry is on.</summary>
public enum PolicyList
{
    /// <summary>Approved whatever score and rules say, unless it is denied as well.</summary>
    Allow,

    /// <summary>Declined whatever score and rules say.</summary>
    Deny,
}
