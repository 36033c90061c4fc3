namespace XbFunctions.Capabilities.Fraud;

/// <summary>What the other partitions know, as one partition sees it. Thread-safe.</summary>
public sealed class PeerView
{
    private readonly PeerBook _book;
    private readonly int _own;

    internal PeerView(PeerBook book, int own) => (_book, _own) = (book, own);

    /// <summary>What they know of a seller.</summary>
    /// <param name="seller">Hash of the seller; 0 is unknown.</param>
    /// <returns>Null when none knows it. To be read only.</returns>
    internal SellerHistory? Seller(uint seller) => _book.Sellers.Find(seller, _own);

    /// <summary>What they know of an instrument.</summary>
    /// <param name="instrument">Low half of its pseudonym; 0 is unknown.</param>
    internal SharedUse? Instrument(ulong instrument) => _book.Instruments.Find(instrument, _own);

    /// <summary>What they know of a device.</summary>
    /// <param name="device">Low half of its pseudonym; 0 is unknown.</param>
    internal SharedUse? Device(ulong device) => _book.Devices.Find(device, _own);

    /// <summary>What they know of a delivery address.</summary>
    /// <param name="address">Low half of its pseudonym; 0 is unknown.</param>
    internal SharedUse? Address(ulong address) => _book.Addresses.Find(address, _own);
}
