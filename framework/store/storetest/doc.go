// Package storetest is the suite that every [store.Store] passes, and the
// invented studies it is tested and measured on.
//
// A backend's test calls [Run] with a function that opens an empty project.
package storetest
