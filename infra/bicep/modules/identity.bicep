metadata description = 'The identity that the function app runs as. Every role is given to it; no connection has a secret.'

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Name of the identity.')
param name string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
  tags: tags
}

@description('Resource id.')
output id string = identity.id

@description('Object id, for role assignments.')
output principalId string = identity.properties.principalId

@description('Client id, for connections.')
output clientId string = identity.properties.clientId
