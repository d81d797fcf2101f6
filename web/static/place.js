// Checking in by the phone's position: asked for only when the button is pressed. Without
// scripts the forms stay hidden and the code of the point is the way.
if ('geolocation' in navigator) {
  for (const form of document.querySelectorAll('form[data-place]')) {
    form.hidden = false
    form.addEventListener('submit', (event) => {
      if (form.elements.lat.value) return
      event.preventDefault()
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          form.elements.lat.value = coords.latitude
          form.elements.lon.value = coords.longitude
          form.requestSubmit()
        },
        () => { form.querySelector('[role=alert]').hidden = false },
        { enableHighAccuracy: true, maximumAge: 60_000, timeout: 20_000 },
      )
    })
  }
}
