import { mount } from 'svelte'
import App from './App.svelte'
import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/table.css'

const target = document.getElementById('app')
if (!target) throw new Error('the page has no #app to mount into')

export default mount(App, { target })
