namespace XbFunctions.Capabilities.Fraud;

/// <summary>What the key of a list entry stands for.</summary>
public enum PolicyKeyKind
{
    /// <summary>A customer.</summary>
    Customer,

    /// <summary>A payment instrument.</summary>
    Instrument,

    /// <summary>A device.</summary>
    Device,

    /// <summary>A seller.</summary>
    Seller,

    /// <summary>A delivery address.</summary>
    Address,
}
