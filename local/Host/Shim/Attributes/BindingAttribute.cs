namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Root of every attribute that binds a parameter, a property or a return value to a trigger, an input or an output.</summary>
public abstract class BindingAttribute : Attribute;
