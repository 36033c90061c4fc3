namespace XbFunctions.Capabilities.Fraud;

/// <summary>What partitions tell each other about. The numbers stand in stored frames.</summary>
internal enum SharedKind : byte
{
    /// <summary>A seller: <see cref="SellerHistory"/>.</summary>
    Seller = 1,

    /// <summary>A payment instrument: <see cref="SharedUse"/>.</summary>
    Instrument = 2,

    /// <summary>A device: <see cref="SharedUse"/>.</summary>
    Device = 3,

    /// <summary>A delivery address: <see cref="SharedUse"/>.</summary>
    Address = 4,
}
